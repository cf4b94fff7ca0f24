using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ChainForge.Tests.Runs.Ledger;

/// <summary>A PostgreSQL of the tests' own, on loopback, in a temporary folder; gone with the test run.</summary>
public sealed class PostgreSqlCluster : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort();
    private int _databases;

    /// <summary>Where the server's programs lie; null when it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order().LastOrDefault()
        : null;

    private string Data => _folder.Of("data");

    public async Task InitializeAsync()
    {
        if (Programs is null)
        {
            return;
        }

        // The server refuses to run as root.
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", _folder.Root);
        }

        await RunAsServerAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync", "--no-instructions");
        await RunAsServerAsync("pg_ctl", "-D", Data, "-w", "-l", _folder.Of("log"), "-o", $"-p {_port} -h 127.0.0.1 -k {_folder.Root} -F", "start");
    }

    public async Task DisposeAsync()
    {
        if (Programs is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsServerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The connection string of a database that nobody has used.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"ledger{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name}";
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20";

    private static Task RunAsServerAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // Its output goes nowhere: the server would inherit a pipe and keep it open.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/tmp" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
