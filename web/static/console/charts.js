// Draws a chart beside a table that holds its numbers: <table data-chart="line"> (or "bar") with
// the labels in the first column and one series in each further one. The table stays for reading.
"use strict";

(() => {
  // Words instead of a number (没人问) are a gap, not a zero.
  const number = (cell) => {
    const digits = cell.textContent.replace(/[^\d.-]/g, "");
    return digits ? Number(digits) : null;
  };
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const draw = (table) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const place = document.createElement("div");
    place.className = "chart";
    place.setAttribute("aria-hidden", "true");
    (table.closest(".table-responsive") ?? table).before(place);
    const chart = echarts.init(place);
    chart.setOption({
      animation: !still,
      // Tooltips as pictures: as HTML they carry inline styles, which our policy refuses.
      tooltip: { trigger: "axis", renderMode: "richText" },
      legend: heads.length > 2 ? {} : undefined,
      grid: { left: 48, right: 16, top: 40, bottom: 32 },
      xAxis: { type: "category", data: rows.map((row) => row.cells[0].textContent.trim()) },
      yAxis: { type: "value" },
      series: heads.slice(1).map((name, i) => ({
        name, type: table.dataset.chart, data: rows.map((row) => number(row.cells[i + 1])),
      })),
    });
    // Its place changes with the window, and with the size of the text in it.
    new ResizeObserver(() => chart.resize()).observe(place);
  };

  document.querySelectorAll("table[data-chart]").forEach(draw);
})();
