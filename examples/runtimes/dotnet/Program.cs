// A shop in ASP.NET Core.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/healthz", () => new { status = "ok" });
app.Run();
