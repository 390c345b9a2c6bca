"""The web side for a WSGI server: `gunicorn wsgi:app`, `granian --interface wsgi wsgi:app`."""

from core.start import starting

# The segmenter, which reads its dictionary.
with starting("rjieba"):
    from core.config import load_settings
    from web.app import create_app, prepare

    app = create_app(load_settings())
    # Before the first connection is accepted: nobody's first message waits for it.
    prepare(app)
