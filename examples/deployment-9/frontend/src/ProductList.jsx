import { money } from "./money";

export default function ProductList({ products, basket, onChange }) {
  if (products.length === 0) return <p>There is nothing to buy today.</p>;
  return (
    <ul>
      {products.map(({ id, name, description, price, stock }) => (
        <li key={id}>
          <div>
            <h2>{name}</h2>
            <p>{description}</p>
          </div>
          <strong>{money(price)}</strong>
          <label>
            {stock > 0 ? `of ${stock}` : "Sold out"}
            <input
              type="number"
              aria-label={`Quantity: ${name}`}
              min="0"
              max={stock}
              disabled={stock === 0}
              value={basket[id] ?? 0}
              onChange={(event) => onChange(id, event.target.valueAsNumber || 0)}
            />
          </label>
        </li>
      ))}
    </ul>
  );
}
