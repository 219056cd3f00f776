import { useEffect, useState } from "react";

import { listProducts, placeOrder } from "./api";
import ProductList from "./ProductList";
import { money } from "./money";

export default function App() {
  const [products, setProducts] = useState(null);
  const [basket, setBasket] = useState({});
  const [order, setOrder] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(true);

  // One request at a time: its failure is shown, and the buttons wait for its end.
  async function run(action) {
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (failure) {
      setError(failure.message);
    } finally {
      setBusy(false);
    }
  }

  const load = () => run(async () => setProducts(await listProducts()));

  const submit = (event) => {
    event.preventDefault();
    setOrder(null);
    run(async () => {
      setOrder(await placeOrder(basket));
      setBasket({});
      setProducts(await listProducts());
    });
  };

  useEffect(() => {
    load();
  }, []);

  const empty = !Object.values(basket).some((quantity) => quantity > 0);

  return (
    <main>
      <h1>Deployment 9</h1>
      {error && <p role="alert">{error}</p>}
      {order && (
        <p role="status">
          Thank you! Order {order.id}: {money(order.total)}.
        </p>
      )}
      {!products && busy && <p role="status">Loading the products…</p>}
      {!products && !busy && <button onClick={load}>Try again</button>}
      {products && (
        <form onSubmit={submit}>
          <ProductList
            products={products}
            basket={basket}
            onChange={(id, quantity) => setBasket({ ...basket, [id]: quantity })}
          />
          <button disabled={busy || empty}>{busy ? "One moment…" : "Order"}</button>
        </form>
      )}
    </main>
  );
}
