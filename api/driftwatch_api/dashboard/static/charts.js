// Charts by Apache ECharts. Each draws the data of a JSON island into a frame that is hidden without script; the table beside it says the same.
// driftwatch.charts.course(elementId, dataId), .heard, .landmarks, and .termMap of term_map.js; every element with data-chart and data-from draws itself.
(() => {
  "use strict";
  const STAR = "path://M0-10L2.9-3.1 10-3.1 4.3 1.5 6.2 9 0 4.6-6.2 9-4.3 1.5-10-3.1-2.9-3.1Z";
  const CROSS = "path://M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z";
  const SYMBOLS = ["circle", "diamond", "triangle", "rect", STAR, CROSS];
  const DECALS = [
    { symbol: "none" },
    { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
    { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.7 },
    { dashArrayX: [1, 0], dashArrayY: [2, 4] },
    { dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0] },
    { dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  ];
  const LINES = { charter: "solid", agreement: "dashed", "first evidence": "dotted", gate: [8, 3, 2, 3] };
  const NAMES = ["paper", "card", "ink", "quiet", "line", "soft", "link", "hue1", "hue2", "hue3", "hue4", "hue5", "hue6"];
  const ON_PAPER = {
    paper: "#fff", card: "#fff", ink: "#000", quiet: "#444", line: "#bbb", soft: "#eee", link: "#000",
    hue1: "#0b5a8f", hue2: "#9a4a00", hue3: "#3d6b1f", hue4: "#7a3a8c", hue5: "#8a1f3d", hue6: "#4a4a4a",
  };
  const FORCED = { paper: "Canvas", card: "Canvas", soft: "Canvas", quiet: "CanvasText", line: "GrayText", link: "LinkText" };
  const PRINTED_WIDTH = 640;
  const DAY = 24 * 3600 * 1000;
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const redraws = new Map();
  let printing = false;

  // What all charts have in common.

  function palette() {
    if (printing) return ON_PAPER;
    const style = getComputedStyle(document.documentElement);
    if (!matchMedia("(forced-colors: active)").matches) {
      return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    }
    const probe = document.body.appendChild(document.createElement("span"));
    const found = NAMES.map((name) => {
      probe.style.color = FORCED[name] || "CanvasText";
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(found);
  }

  function drawn(elementId, dataId, options, wired) {
    const frame = document.getElementById(elementId);
    if (!frame || !window.echarts || redraws.has(frame)) return null;
    const told = window.driftwatch.data(dataId);
    frame.hidden = false;
    const chart = window.echarts.init(frame, null, { renderer: "svg", locale: "EN" });
    let width = 0;
    const redraw = () => {
      chart.resize({ width: printing ? PRINTED_WIDTH : "auto", height: "auto", silent: true });
      width = frame.clientWidth;
      const colours = palette();
      chart.setOption({ ...shared(told, colours), ...options(told, colours, printing ? PRINTED_WIDTH : width, frame.clientHeight) }, { notMerge: true });
    };
    redraws.set(frame, redraw);
    redraw();
    new ResizeObserver(() => { if (!printing && frame.clientWidth && frame.clientWidth !== width) redraw(); }).observe(frame);
    if (wired) wired(frame, told, chart);
    return chart;
  }

  function shared(told, colours) {
    return {
      animation: false,
      stateAnimation: { duration: 0 },
      useUTC: true,
      backgroundColor: "transparent",
      textStyle: { color: colours.ink, fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
      aria: { enabled: true, label: { enabled: true, description: told.says }, decal: { show: true, decals: DECALS.map((decal) => ({ color: colours.card, ...decal })) } },
      tooltip: tooltip(colours),
    };
  }

  function tooltip(colours, more) {
    return {
      renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: colours.card, borderColor: colours.quiet, borderWidth: 1, padding: 8,
      textStyle: { color: colours.ink, fontSize: 13, lineHeight: 18 }, ...more,
    };
  }

  // What others have written is never taken for a mark-up of styles.
  const plain = (text) => String(text).replaceAll("{", "{\u2060");
  const moment = (day) => Date.parse(`${day}T00:00:00Z`);
  const dayOf = (when) => { const day = new Date(when); return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`; };
  const figure = (value) => (Math.abs(value) >= 0.095 || value === 0 ? value.toFixed(2) : String(Number(value.toPrecision(2))));
  const hue = (colours, number) => colours[`hue${number}`] || colours.ink;
  const symbol = (number) => SYMBOLS[(number - 1) % SYMBOLS.length];
  const statements = (count) => `${count.toLocaleString("en")} ${count === 1 ? "statement" : "statements"}`;

  function folded(text, length) {
    const lines = [""];
    for (const word of plain(text).split(/\s+/)) {
      const last = lines[lines.length - 1];
      if (last && last.length + word.length >= length) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    return lines.join("\n");
  }

  function timeAxis(days, colours, width, more) {
    const [first, last] = [Math.min(...days), Math.max(...days)];
    const margin = Math.max(3 * DAY, (last - first) * 0.02);
    const ticks = steps(first - margin, last + margin, Math.max(2, Math.floor(width / 95)));
    return {
      type: "time", min: first - margin, max: last + margin,
      axisLine: { lineStyle: { color: colours.quiet } }, axisTick: { lineStyle: { color: colours.quiet }, customValues: ticks },
      axisLabel: { color: colours.quiet, customValues: ticks, hideOverlap: true, formatter: (when) => shortly(when, last - first) }, splitLine: { show: false }, ...more,
    };
  }

  // Firsts of months where there are several, else weeks: at most so many.
  function steps(from, to, most) {
    const months = [];
    for (const day = new Date(from); day.getTime() <= to; day.setUTCMonth(day.getUTCMonth() + 1, 1)) {
      day.setUTCHours(0, 0, 0, 0);
      if (day.getUTCDate() === 1) months.push(day.getTime());
    }
    const weeks = [];
    for (let day = from; day <= to; day += 7 * DAY) weeks.push(Math.ceil(day / DAY) * DAY);
    const chosen = months.length > 2 ? months : weeks;
    const every = Math.ceil(chosen.length / most);
    return chosen.filter((_, place) => place % every === 0);
  }

  function shortly(when, span) {
    const day = new Date(when);
    const month = MONTHS[day.getUTCMonth()];
    return day.getUTCDate() === 1 && span > 60 * DAY ? `${month} ${day.getUTCFullYear()}` : `${day.getUTCDate()} ${month}`;
  }

  function valueAxis(colours, more) {
    return {
      type: "value", axisLabel: { color: colours.quiet }, axisLine: { show: false }, axisTick: { show: false },
      splitLine: { lineStyle: { color: colours.line } }, ...more,
    };
  }

  // An alert's measure over its windows.

  function courseOptions(course, colours, width) {
    const points = course.points.map((point) => ({ ...point, at: moment(point.on) }));
    const marks = course.landmarks.map((mark) => ({ ...mark, at: moment(mark.on) }));
    const low = points.map((point) => [point.at, point.low]);
    const rise = points.map((point) => [point.at, point.low === null ? null : point.high - point.low]);
    const quiet = { type: "line", stack: "interval", stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, connectNulls: false };
    return {
      grid: { left: 44, right: 14, top: marks.length ? 26 : 12, bottom: 26 },
      xAxis: timeAxis([...points, ...marks].map((each) => each.at), colours, width),
      yAxis: valueAxis(colours, { splitNumber: course.small ? 2 : 4, min: ({ min }) => Math.min(0, Math.floor(min * 10) / 10) }),
      tooltip: tooltip(colours, { trigger: "axis", axisPointer: { type: "line", lineStyle: { color: colours.quiet, type: "dotted" } }, formatter: (shown) => pointTold(course, points, shown) }),
      series: [
        { ...quiet, name: "from", data: low },
        { ...quiet, name: "to", data: rise, areaStyle: { color: colours.ink, opacity: 0.16 } },
        { type: "custom", name: "interval", silent: true, z: 3, data: alone(points), renderItem: (_, api) => whisker(api, colours), encode: { x: 0, y: [1, 2] } },
        {
          type: "line", name: course.measure, z: 4, data: points.map((point) => [point.at, point.value]), connectNulls: false, showAllSymbol: true,
          symbol: "circle", symbolSize: course.small ? 5 : 8, color: colours.ink, lineStyle: { color: colours.ink, width: 2 }, itemStyle: { color: colours.ink },
          markArea: within(course, colours), markLine: landmarkLines(marks, colours),
        },
      ],
    };
  }

  function pointTold(course, points, shown) {
    const at = shown.length ? shown[0].axisValue : null;
    const point = points.find((each) => each.at === at);
    if (!point) return "";
    const interval = point.low === null ? "" : ` (${figure(point.low)} to ${figure(point.high)})`;
    const value = point.value === null ? "no figure: too little was said" : `${figure(point.value)}${interval}`;
    return [`Window of ${dayOf(point.at)}`, value, ...course.sides.map((side, place) => `${side.mark} ${plain(side.name)}: ${statements(point.counts[place] || 0)}`)].join("\n");
  }

  // Where no window beside it has a figure, a band would have no width.
  function alone(points) {
    const bare = (point) => !point || point.value === null;
    return points.filter((point, place) => !bare(point) && point.low !== null && bare(points[place - 1]) && bare(points[place + 1]))
      .map((point) => [point.at, point.low, point.high]);
  }

  function whisker(api, colours) {
    const [x, top] = api.coord([api.value(0), api.value(2)]);
    const bottom = api.coord([api.value(0), api.value(1)])[1];
    const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: colours.quiet, lineWidth: 2 } });
    return { type: "group", children: [line(x, top, x, bottom), line(x - 4, top, x + 4, top), line(x - 4, bottom, x + 4, bottom)] };
  }

  function within(course, colours) {
    if (course.within === null || course.within <= 0) return undefined;
    const label = { show: !course.small, position: "insideBottomRight", color: colours.quiet, formatter: "within a partner", fontSize: 12 };
    return {
      silent: true, label, data: [[{ yAxis: 0 }, { yAxis: course.within }]],
      itemStyle: { color: colours.line, opacity: 0.55, borderColor: colours.quiet, borderWidth: 1, borderType: "dashed" },
    };
  }

  function landmarkLines(marks, colours) {
    return {
      symbol: "none", animation: false, silent: true,
      data: marks.map((mark) => ({
        xAxis: mark.at, lineStyle: { color: colours.quiet, width: 1.5, type: LINES[mark.kind] || "solid" },
        label: { formatter: String(mark.number), color: colours.ink, position: "end", distance: 4, fontSize: 12, fontWeight: 600 },
      })),
    };
  }

  // Who was heard.

  function heardOptions(heard, colours, width) {
    const names = heard.series.map((series) => `${series.mark} ${series.name}`.trim());
    const rows = Math.ceil(names.reduce((sum, name) => sum + 44 + 7.5 * name.length, 0) / width);
    return {
      grid: { left: 48, right: 10, top: 14 + 22 * rows, bottom: 28 },
      legend: { top: 0, left: 0, textStyle: { color: colours.ink }, itemWidth: 18, itemHeight: 12, selectedMode: false, formatter: (name) => name },
      xAxis: {
        type: "category", data: heard.periods, axisLine: { lineStyle: { color: colours.quiet } }, axisTick: { show: false },
        axisLabel: { color: colours.quiet, hideOverlap: true, interval: Math.max(0, Math.ceil((heard.periods.length * 74) / width) - 1) },
      },
      yAxis: valueAxis(colours, { minInterval: 1 }),
      tooltip: tooltip(colours, { trigger: "axis", axisPointer: { type: "shadow" }, formatter: (shown) => [shown[0].axisValue, ...shown.map((each) => `${plain(each.seriesName)}: ${statements(each.value)}`)].join("\n") }),
      series: heard.series.map((series, place) => ({
        type: "bar", name: names[place], stack: "all", data: series.counts, barMaxWidth: 44,
        itemStyle: {
          color: series.hue ? hue(colours, series.hue) : colours.line, borderColor: series.hue ? hue(colours, series.hue) : colours.quiet, borderWidth: 1,
          decal: { color: colours.card, ...DECALS[series.hue ? (series.hue - 1) % DECALS.length : 3] },
        },
      })),
    };
  }

  // What happened when.

  function landmarkOptions(line, colours, width) {
    const events = line.events.map((each) => ({ ...each, at: moment(each.on) }));
    const kinds = line.kinds;
    return {
      grid: { left: width < 560 ? 12 : 118, right: 20, top: width < 560 ? 26 : 10, bottom: 28 },
      xAxis: timeAxis(events.map((each) => each.at), colours, width, { splitLine: { show: true, lineStyle: { color: colours.line } } }),
      yAxis: {
        type: "category", inverse: true, data: kinds.map((kind) => kind.name), axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
        axisLabel: { color: colours.ink, inside: width < 560, verticalAlign: width < 560 ? "bottom" : "middle", padding: width < 560 ? [0, 0, 22, 0] : 0 },
      },
      tooltip: tooltip(colours, { trigger: "item", formatter: (shown) => `${shown.data.number} · ${dayOf(shown.value[0])}\n${folded(shown.name, 48)}` }),
      series: kinds.map((kind, place) => ({
        type: "scatter", name: kind.name, symbol: SYMBOLS[place % SYMBOLS.length], symbolSize: 15, cursor: "default",
        itemStyle: { color: colours.ink, borderColor: colours.card, borderWidth: 1.5 },
        label: { show: true, position: "top", distance: 2, minMargin: 4, color: colours.ink, fontSize: 11, formatter: (shown) => String(shown.data.number) },
        labelLayout: { hideOverlap: true },
        data: events.filter((each) => each.kind === kind.id).map((each) => ({ value: [each.at, kind.name], name: each.what, number: each.number })),
      })),
    };
  }

  const charts = {
    course: (elementId, dataId) => drawn(elementId, dataId, courseOptions),
    heard: (elementId, dataId) => drawn(elementId, dataId, heardOptions),
    landmarks: (elementId, dataId) => drawn(elementId, dataId, landmarkOptions),
  };
  Object.assign(window.driftwatch, { charts, drawing: { drawn, drawAll, tooltip, plain, folded, hue, symbol } });

  function drawAll(within) {
    for (const frame of within.querySelectorAll("[data-chart]")) {
      if (Object.hasOwn(charts, frame.dataset.chart)) charts[frame.dataset.chart](frame.id, frame.dataset.from);
    }
  }

  function redrawAll() {
    for (const [frame, redraw] of redraws) {
      if (frame.isConnected) redraw();
      else redraws.delete(frame);
    }
  }

  for (const what of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(what).addEventListener("change", redrawAll);
  window.addEventListener("beforeprint", () => { printing = true; redrawAll(); });
  window.addEventListener("afterprint", () => { printing = false; redrawAll(); });
  document.body.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
  drawAll(document);
})();
