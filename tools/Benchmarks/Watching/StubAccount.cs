using ChainForge.Providers.Pictory;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChainForge.Benchmarks.Watching;

/// <summary>The real provider, pointed at the stub, with an account that allows a thousand questions a second.</summary>
internal sealed class StubAccount(Uri server)
{
    public PictoryProvider Open() => PictoryProvider.Create(
        new PictoryOptions { ApiKey = "pictai_benchmark", BaseUrl = server, RequestsPerMinute = 600_000 }, TimeProvider.System, NullLoggerFactory.Instance);
}
