// Both senses of a term as a map: loaded after charts.js.
(() => {
  "use strict";
  const { drawn, drawAll, tooltip, plain, folded, hue, symbol } = window.driftwatch.drawing;

  function termOptions(map, colours, width, height) {
    const narrow = width < 560;
    const sides = placed(map.words, width, Math.max(200, height), narrow);
    const side = (place) => ({ symbol: symbol(map.sides[place].hue), itemStyle: { color: hue(colours, map.sides[place].hue), opacity: 1 } });
    const ends = { type: "value", min: -1.12, max: 1.12, show: false };
    return {
      grid: { left: 6, right: 6, top: 6, bottom: 6, show: true, borderColor: colours.line, backgroundColor: colours.card },
      xAxis: ends,
      yAxis: ends,
      tooltip: tooltip(colours, { trigger: "item", formatter: (shown) => dotTold(map, shown) }),
      series: map.sides.flatMap((_, place) => [
        {
          ...side(place), id: `usages-${place}`, type: "scatter", symbolSize: 8, z: 2, cursor: "default",
          itemStyle: { color: colours.card, borderColor: hue(colours, map.sides[place].hue), borderWidth: 1.5, opacity: 0.75 },
          emphasis: { scale: 1.8, itemStyle: { opacity: 1, borderWidth: 3 } },
          data: map.points.filter((point) => point.side === place).map((point) => ({ value: [point.x, point.y], row: point.row })),
        },
        {
          ...side(place), id: `words-${place}`, type: "scatter", symbolSize: 12, z: 3, labelLayout: { hideOverlap: true },
          emphasis: { scale: 1.7, label: { fontWeight: 700, backgroundColor: colours.ink, color: colours.card, textBorderWidth: 0, padding: [6, 6, 4, 6], borderRadius: 3 } },
          data: map.words.filter((word) => word.side === place).map((word) => wordDot(word, hue(colours, map.sides[place].hue), colours, { narrow, at: sides.get(word.row) })),
        },
      ]),
    };
  }

  function wordDot(word, colour, colours, { narrow, at }) {
    return {
      value: [word.x, word.y], name: word.word, row: word.row,
      label: {
        show: true, position: at, distance: 4, formatter: () => word.word, color: colour, fontWeight: 600, fontSize: size(word, narrow),
        textBorderColor: colours.card, textBorderWidth: 3, padding: [1, 3],
      },
    };
  }

  const size = (word, narrow) => (narrow ? 11 : 12) + Math.round(4 * word.weight);

  // On which side of its dot each word stands, so that few cover each other; what still would is not written, but stands in the list.
  function placed(words, width, height, narrow) {
    const taken = words.map((word) => box(word, width, height, 0, 0, 7));
    return new Map([...words].sort((one, other) => other.weight - one.weight).map((word) => {
      const high = size(word, narrow) * 0.7;
      const half = word.word.length * high * 0.42 + 4;
      const dot = box(word, width, height, 0, 0, 7);
      const around = { right: [half + 11, 0], left: [-half - 11, 0], top: [0, -high - 9], bottom: [0, high + 9] };
      const boxes = Object.entries(around).map(([name, [x, y]]) => [name, box(word, width, height, x, y, half, high)]);
      const free = ([, each]) => each.left > 4 && each.right < width - 4 && !taken.some((other) => other.x !== dot.x && apartNot(each, other));
      const [name, chosen] = boxes.find(free) || boxes[0];
      taken.push(chosen);
      return [word.row, name];
    }));
  }

  function box(word, width, height, x, y, half, high = half) {
    const [middle, centre] = [((word.x + 1.12) / 2.24) * width + x, ((1.12 - word.y) / 2.24) * height + y];
    return { x: middle, left: middle - half, right: middle + half, top: centre - high, bottom: centre + high };
  }

  const apartNot = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  function dotTold(map, shown) {
    const side = map.sides[Number(shown.seriesId.split("-")[1])];
    return shown.seriesId.startsWith("words") ? `${side.mark} ${folded(shown.name, 40)}: beside “${plain(map.term)}” at ${plain(side.name)}` : `${side.mark} one statement of ${plain(side.name)}`;
  }

  // Whoever points at a dot, or goes to its word by keyboard, reads the words behind it.
  function explained(frame, map, chart) {
    const panel = document.getElementById(`${frame.id}-panel`);
    const links = [...document.querySelectorAll(`[data-word-of="${CSS.escape(frame.id)}"]`)];
    if (panel) panel.hidden = false;
    const show = (row, lit) => {
      const source = document.getElementById(row);
      if (!panel || !source || panel.dataset.row === row) return;
      panel.dataset.row = row;
      links.forEach((link) => link.classList.toggle("lit", link === lit));
      const head = document.createElement("p");
      head.className = "panel-head";
      head.textContent = source.dataset.head;
      panel.replaceChildren(head, ...[...source.querySelectorAll("blockquote")].map((quote) => quote.cloneNode(true)));
    };
    const light = (link) => {
      const row = link.hash.slice(1);
      chart.dispatchAction({ type: "downplay" });
      for (const [seriesIndex, series] of chart.getOption().series.entries()) {
        const dataIndex = series.data.findIndex((each) => each.row === row);
        if (dataIndex >= 0) chart.dispatchAction({ type: "highlight", seriesIndex, dataIndex });
      }
      show(row, link);
    };
    chart.on("mouseover", (event) => { if (event.data && event.data.row) show(event.data.row, links.find((link) => link.hash === `#${event.data.row}`)); });
    chart.on("click", (event) => { if (event.data && event.data.row) show(event.data.row, links.find((link) => link.hash === `#${event.data.row}`)); });
    for (const link of links) {
      link.addEventListener("focus", () => light(link));
      link.addEventListener("mouseenter", () => light(link));
      link.addEventListener("click", (event) => {
        event.preventDefault();
        history.replaceState(history.state, "", link.hash);
        light(link);
      });
    }
    const wanted = links.find((link) => link.hash === location.hash);
    if (wanted) light(wanted);
  }

  window.driftwatch.charts.termMap = (elementId, dataId) => drawn(elementId, dataId, termOptions, explained);
  drawAll(document);
})();
