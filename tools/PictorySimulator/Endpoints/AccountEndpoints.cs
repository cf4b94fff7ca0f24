using System.Text.Json;
using PictorySimulator.Faults;
using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>Quota, credit usage and upload URLs.</summary>
internal sealed class AccountEndpoints(Simulation simulation)
{
    public void Map(IEndpointRouteBuilder routes, ApiRoutes api)
    {
        routes.MapGet("/v1/quota", api.Handle(FaultTarget.Quota, _ => Task.FromResult(Quota())));
        routes.MapGet("/v1/aicredits/usage", api.Handle(FaultTarget.Usage, http => Task.FromResult(Usage(http))));
        routes.MapPost("/v1/media/generateurl", api.Handle(FaultTarget.GenerateUrl, GenerateUrlAsync));
    }

    private Reply Quota() => Reply.Json(200, new
    {
        aiCredits = new { used = simulation.Board.CreditsUsed, limit = simulation.Settings.QuotaLimit },
    });

    private Reply Usage(HttpContext http)
    {
        var year = http.Request.Query["year"].ToString();
        var month = http.Request.Query["month"].ToString().TrimStart('0');
        var debits = simulation.Board.All.Reverse()
            .Where(j => (year.Length == 0 || j.CreatedAt.Year.ToString() == year)
                && (month.Length == 0 || j.CreatedAt.Month.ToString() == month))
            .Select(j => new
            {
                type = "debit",
                credits = j.Credits,
                jobId = j.Id,
                description = $"AI Studio video ({j.Request.Model.Name})",
                date = j.CreatedAt,
            });
        return Reply.Json(200, debits);
    }

    private async Task<Reply> GenerateUrlAsync(HttpContext http)
    {
        UploadOrder? order;
        try
        {
            order = await JsonSerializer.DeserializeAsync<UploadOrder>(http.Request.Body, Reply.Compact, http.RequestAborted);
        }
        catch (JsonException)
        {
            order = null;
        }

        var name = Path.GetFileName(order?.FileName ?? "");
        if (name.Length == 0 || string.IsNullOrEmpty(order!.ContentType))
        {
            return Reply.Invalid([new(name.Length == 0 ? "fileName" : "contentType", "is required")]);
        }

        var key = $"{Guid.NewGuid():N}/{Uri.EscapeDataString(name)}";
        Directory.CreateDirectory(Path.Combine(simulation.Uploads, key.Split('/')[0]));
        await File.WriteAllTextAsync(UploadedFile.TypePath(simulation, key), order.ContentType, http.RequestAborted);
        return Reply.Json(200, new
        {
            success = true,
            data = new
            {
                signedUrl = simulation.Urls.Upload($"/uploads/{key}"),
                url = simulation.Urls.Public($"/uploads/{key}"),
                key = $"uploads/{key}",
            },
        });
    }

    private sealed record UploadOrder(string? FileName, string? ContentType);
}
