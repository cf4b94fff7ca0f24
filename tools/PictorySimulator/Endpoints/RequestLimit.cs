using PictorySimulator.Wire;

namespace PictorySimulator.Endpoints;

/// <summary>Answers 429 beyond so many requests in the last minute.</summary>
internal sealed class RequestLimit(SimulatorSettings settings, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<DateTimeOffset> passed = [];

    public Reply? Refuse()
    {
        if (settings.RequestsPerMinute is not { } limit)
        {
            return null;
        }

        lock (gate)
        {
            var now = time.GetUtcNow();
            while (passed.TryPeek(out var first) && now - first >= TimeSpan.FromMinutes(1))
            {
                passed.Dequeue();
            }

            if (passed.Count < limit)
            {
                passed.Enqueue(now);
                return null;
            }

            var wait = passed.Count == 0 ? TimeSpan.FromMinutes(1) : passed.Peek() + TimeSpan.FromMinutes(1) - now;
            return Reply.Json(429, new { message = "Too Many Requests" }) with
            {
                Headers = new Dictionary<string, string> { ["Retry-After"] = Math.Ceiling(wait.TotalSeconds).ToString("0") },
            };
        }
    }
}
