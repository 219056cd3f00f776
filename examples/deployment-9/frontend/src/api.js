// The API refuses with texts at any depth, such as {"lines": [{"quantity": ["Too small."]}]}.
const texts = (body) =>
  typeof body === "string" ? [body] : Object.values(body ?? {}).flatMap(texts);

async function json(response) {
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  throw new Error(texts(body).join(" ") || `The shop does not answer (${response.status}).`);
}

export async function listProducts() {
  return json(await fetch("/api/products/"));
}

// basket: the quantity of each product, by its id.
export async function placeOrder(basket) {
  const lines = Object.entries(basket)
    .filter(([, quantity]) => quantity > 0)
    .map(([id, quantity]) => ({ product: Number(id), quantity }));
  return json(
    await fetch("/api/orders/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ lines }),
    }),
  );
}
