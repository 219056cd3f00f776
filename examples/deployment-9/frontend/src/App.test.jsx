import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";

import App from "./App";
import ProductList from "./ProductList";
import { listProducts, placeOrder } from "./api";

const answer = (status, body) => {
  const fetch = vi.fn(async () => Response.json(body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
};

afterEach(() => vi.unstubAllGlobals());

test("the shop starts by loading", () => {
  expect(renderToString(<App />)).toContain("Loading");
});

test("products show their price, and what is sold out cannot be ordered", () => {
  const teapot = { id: 1, name: "Teapot", description: "Iron", price: "49.90", stock: 0 };
  const html = renderToString(<ProductList products={[teapot]} basket={{}} />);
  expect(html).toContain("€49.90");
  expect(html).toContain("Sold out");
  expect(html).toMatch(/<input[^>]*disabled/);
});

test("an order holds only the lines with a quantity", async () => {
  const fetch = answer(201, { id: "1", total: "29.00" });
  await placeOrder({ 1: 0, 2: 2 });
  expect(JSON.parse(fetch.mock.calls[0][1].body)).toEqual({ lines: [{ product: 2, quantity: 2 }] });
});

test("a refusal is shown in the API's words", async () => {
  answer(400, { lines: ["Not enough in stock: Teapot."] });
  await expect(placeOrder({ 1: 5 })).rejects.toThrow(/^Not enough in stock: Teapot\.$/);
});

test("an answer that is not JSON is an error", async () => {
  vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
  await expect(listProducts()).rejects.toThrow("502");
});
