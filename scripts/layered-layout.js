/**
 * Places boxes in layers, each above everything it points to, with few crossings: the layered drawing of Sugiyama, Tagawa and
 * Toda. The same input gives the same picture.
 *
 * @param {readonly { name: string, height: number }[]} nodes
 * @param {readonly { from: string, to: string }[]} edges without a circle
 * @param {{ width: number }} size of every box, in pixels
 * @returns {{ boxes: object[], arrows: [number, number][][], width: number, height: number }} boxes with `x` and `y` of their
 *   upper left corner; for each edge the points it runs through
 */
export function arrange(nodes, edges, { width }) {
  const layers = layersOf(nodes, edges);
  const chains = edges.map((edge) => chainOf(edge, layers, width));
  const links = chains.flatMap((chain) => chain.slice(1).map((lower, index) => ({ upper: chain[index], lower })));
  order(layers, links);
  place(layers, links);
  return drawing(layers, chains);
}

const [GAP, LAYER_GAP, WAYPOINT] = [26, 64, 26];

/** Top layer first. A box stands one above the highest box that it points to. */
function layersOf(nodes, edges) {
  const targets = (name) => edges.filter(({ from }) => from === name).map(({ to }) => to);
  const rank = (name) => Math.max(0, ...targets(name).map((to) => rank(to) + 1));
  const highest = Math.max(...nodes.map(({ name }) => rank(name)));
  const layers = Array.from({ length: highest + 1 }, () => []);
  for (const node of nodes) layers[highest - rank(node.name)].push({ ...node, links: { up: [], down: [] } });
  return layers;
}

/** The box an edge leaves, a waypoint in each layer it passes, and the box it arrives at. */
function chainOf({ from, to }, layers, width) {
  const layerOf = (name) => layers.findIndex((layer) => layer.some((node) => node.name === name));
  const [first, last] = [layerOf(from), layerOf(to)];
  const chain = [layers[first].find(({ name }) => name === from)];
  for (let at = first + 1; at < last; at += 1) {
    const waypoint = { name: `${from}>${to}`, height: 0, width: WAYPOINT, links: { up: [], down: [] } };
    layers[at].push(waypoint);
    chain.push(waypoint);
  }
  chain.push(layers[last].find(({ name }) => name === to));
  for (const node of [chain[0], chain.at(-1)]) node.width = width;
  chain.slice(1).forEach((lower, index) => {
    chain[index].links.down.push(lower);
    lower.links.up.push(chain[index]);
  });
  return chain;
}

/** Sorts every layer by where its neighbours stand, down and up again, and keeps the order with the fewest crossings. */
function order(layers, links) {
  for (const layer of layers) layer.sort((a, b) => (a.name < b.name ? -1 : 1));
  let best = { crossings: Infinity, layers: [] };
  for (let round = 0; round < 40; round += 1) {
    number(layers);
    const crossings = crossingsOf(layers, links);
    if (crossings < best.crossings) best = { crossings, layers: layers.map((layer) => [...layer]) };
    const side = round % 2 === 0 ? "up" : "down";
    for (const layer of side === "up" ? layers : [...layers].reverse()) {
      const wanted = new Map(layer.map((node) => [node, mean(node.links[side].map(({ at }) => at)) ?? node.at]));
      layer.sort((a, b) => wanted.get(a) - wanted.get(b));
      layer.forEach((node, index) => (node.at = index));
    }
  }
  best.layers.forEach((layer, index) => layers[index].splice(0, layer.length, ...layer));
  number(layers);
}

function number(layers) {
  for (const layer of layers) layer.forEach((node, index) => (node.at = index));
}

function crossingsOf(layers, links) {
  let count = 0;
  for (const layer of layers) {
    const own = links.filter(({ upper }) => layer.includes(upper));
    own.forEach((one, index) => {
      for (const other of own.slice(index + 1))
        if ((one.upper.at - other.upper.at) * (one.lower.at - other.lower.at) < 0) count += 1;
    });
  }
  return count;
}

/** Moves every node towards the middle of its neighbours, without changing the order or overlapping. */
function place(layers) {
  for (const layer of layers) {
    const total = layer.reduce((sum, node) => sum + node.width + GAP, -GAP);
    let x = -total / 2;
    for (const node of layer) {
      node.middle = x + node.width / 2;
      x += node.width + GAP;
    }
  }
  for (let round = 0; round < 60; round += 1) {
    for (const layer of round % 2 === 0 ? layers : [...layers].reverse()) {
      const wanted = layer.map(
        (node) => mean([...node.links.up, ...node.links.down].map(({ middle }) => middle)) ?? node.middle,
      );
      spread(layer, wanted);
    }
  }
}

/** Each node as near to where it is wanted as the others let it: the mean of pushing from the left and from the right. */
function spread(layer, wanted) {
  const least = (a, b) => (a.width + b.width) / 2 + GAP;
  const fromLeft = [];
  const fromRight = [];
  layer.forEach((node, index) => {
    fromLeft[index] =
      index === 0 ? wanted[0] : Math.max(wanted[index], fromLeft[index - 1] + least(layer[index - 1], node));
  });
  for (let index = layer.length - 1; index >= 0; index -= 1) {
    const next = layer[index + 1];
    fromRight[index] =
      next === undefined ? wanted[index] : Math.min(wanted[index], fromRight[index + 1] - least(layer[index], next));
  }
  layer.forEach((node, index) => (node.middle = (fromLeft[index] + fromRight[index]) / 2));
}

function drawing(layers, chains) {
  const all = layers.flat();
  const left = Math.min(...all.map((node) => node.middle - node.width / 2));
  let y = 0;
  for (const layer of layers) {
    const height = Math.max(...layer.map((node) => node.height));
    for (const node of layer) {
      node.x = Math.round(node.middle - node.width / 2 - left);
      node.y = y;
      node.layerHeight = height;
    }
    y += height + LAYER_GAP;
  }
  const isBox = (node) => node.height > 0;
  return {
    boxes: all.filter(isBox),
    arrows: chains.map((chain) => chain.flatMap((node, index) => pointsOf(node, index, chain))),
    width: Math.max(...all.map((node) => node.x + node.width)),
    height: y - LAYER_GAP,
  };
}

/** Where an edge leaves or enters a node; edges of one box are spread along its side. */
function pointsOf(node, index, chain) {
  if (index === 0) {
    const x = portOf(node, "down", chain[1]);
    // Straight down to the end of the layer: its taller boxes are in the way before that.
    return [...new Set([node.height, node.layerHeight])].map((depth) => [x, node.y + depth]);
  }
  if (index === chain.length - 1) return [[portOf(node, "up", chain[index - 1]), node.y]];
  const x = node.x + node.width / 2;
  return [
    [x, node.y],
    [x, node.y + node.layerHeight],
  ];
}

function portOf(node, side, other) {
  const sorted = [...node.links[side]].sort((a, b) => a.middle - b.middle);
  return Math.round(node.x + (node.width * (sorted.indexOf(other) + 1)) / (sorted.length + 1));
}

function mean(values) {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
