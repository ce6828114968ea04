"use strict";
// Shows the values under the pointer, or of the point that the arrow keys chose, from the table that stands behind each chart.
for (const figure of document.querySelectorAll("figure.chart")) {
  const svg = figure.querySelector("svg[data-at]");
  const table = figure.querySelector("table");
  if (!svg || !table) continue;
  const places = svg.dataset.at.split(" ").map(Number);
  const plot = (svg.dataset.plot || "").split(" ").map(Number);
  const head = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent);
  const rows = table.tBodies[0].rows;
  const readout = figure.appendChild(document.createElement("div"));
  readout.className = "readout";
  readout.hidden = true;
  readout.setAttribute("role", "status");
  const line = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "line"));
  line.setAttribute("class", "crosshair");
  line.setAttribute("visibility", "hidden");
  let chosen = -1;

  const hide = () => {
    readout.hidden = true;
    line.setAttribute("visibility", "hidden");
    chosen = -1;
  };
  const show = (index) => {
    if (!rows[index]) return hide();
    if (index !== chosen) {
      chosen = index;
      const cells = rows[index].cells;
      readout.replaceChildren();
      const title = document.createElement("b");
      title.textContent = head[0] + " " + cells[0].textContent;
      readout.append(title);
      for (let column = 1; column < head.length; column++) {
        if (cells[column].textContent === "") continue;
        const row = document.createElement("div");
        row.textContent = head[column] + ": " + cells[column].textContent;
        readout.append(row);
      }
      for (const end of ["1", "2"]) {
        line.setAttribute("x" + end, places[index]);
        line.setAttribute("y" + end, plot[Number(end) + 1]);
      }
    }
    readout.hidden = false;
    line.setAttribute("visibility", "visible");
    const box = svg.getBoundingClientRect();
    const own = figure.getBoundingClientRect();
    const x = box.left - own.left + places[index] * box.width / svg.viewBox.baseVal.width;
    const left = x + 12 + readout.offsetWidth < own.width ? x + 12 : Math.max(0, x - 12 - readout.offsetWidth);
    readout.style.left = left + "px";
    readout.style.top = box.top - own.top + 8 + "px";
  };
  const nearest = (x) => {
    let low = 0;
    let high = places.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle] < x) low = middle + 1; else high = middle;
    }
    return low > 0 && x - places[low - 1] < places[low] - x ? low - 1 : low;
  };

  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) * svg.viewBox.baseVal.width / box.width;
    if (x < plot[0] - 8 || x > plot[1] + 8) hide(); else show(nearest(x));
  });
  svg.addEventListener("pointerleave", hide);
  svg.addEventListener("blur", hide);
  svg.addEventListener("keydown", (event) => {
    const last = places.length - 1;
    const next = { ArrowRight: chosen + 1, ArrowLeft: chosen < 0 ? last : chosen - 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") hide();
    if (next === undefined) return;
    event.preventDefault();
    show(Math.min(Math.max(next, 0), last));
  });
}
