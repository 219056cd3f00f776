// A shop without a framework: `npm start` says how it is started.
import { createServer } from "node:http";
import ms from "ms";

const answer = { status: "ok", age: ms(process.uptime() * 1000) };

createServer((request, response) => {
  response.writeHead(request.url === "/healthz" ? 200 : 404, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
}).listen(Number(process.env.PORT ?? 3000));
