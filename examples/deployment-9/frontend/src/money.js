const format = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

export const money = (amount) => format.format(amount);
