using System.Text.Json;
using ChainForge.Runs;
using Microsoft.Data.Sqlite;

namespace ChainForge.Benchmarks.Ledgers;

/// <summary>SQLite as one would use it first: the same promise (durable, versioned, with history), a pooled connection and a transaction for each write.</summary>
internal sealed class ConnectionPerWrite : IRunStore
{
    private readonly string _connectionString;

    private ConnectionPerWrite(string connectionString) => _connectionString = connectionString;

    public static async Task<ConnectionPerWrite> CreateAsync(string file)
    {
        var store = new ConnectionPerWrite(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ToString());
        await using var connection = await store.OpenAsync();
        await ExecuteAsync(
            connection, "PRAGMA journal_mode = WAL; CREATE TABLE runs (id TEXT PRIMARY KEY, document TEXT); CREATE TABLE events (run_id TEXT, text TEXT)");
        return store;
    }

    public Task AddAsync(Transition start) => WriteAsync(
        connection => ExecuteAsync(connection, "INSERT INTO runs VALUES (@id, @document)", ("id", start.Run.Id), ("document", JsonSerializer.Serialize(start.Run))), start.Event, start.Run.Id);

    public async Task UpdateAsync(string id, Func<Run, Transition?> transition) => await WriteAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT document FROM runs WHERE id = @id";
            command.Parameters.AddWithValue("id", id);
            var run = JsonSerializer.Deserialize<Run>((string)(await command.ExecuteScalarAsync())!)!;
            var changed = transition(run)!.Run;
            await ExecuteAsync(connection, "UPDATE runs SET document = @document WHERE id = @id", ("id", id), ("document", JsonSerializer.Serialize(changed)));
        },
        "changed",
        id);

    private async Task WriteAsync(Func<SqliteConnection, Task> work, string text, string id)
    {
        await using var connection = await OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await work(connection);
        await ExecuteAsync(connection, "INSERT INTO events VALUES (@id, @text)", ("id", id), ("text", text));
        transaction.Commit();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, params (string Name, string Value)[] parameters)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
    }
}
