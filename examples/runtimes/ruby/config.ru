# A shop on Rack alone.
run lambda { |env|
  found = env["PATH_INFO"] == "/healthz"
  [found ? 200 : 404, { "content-type" => "application/json" }, ['{"status": "ok"}']]
}
