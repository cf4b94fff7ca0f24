using System.Text;
using Npgsql;

namespace ChainForge.Soak;

/// <summary>Looks for what must be written down nowhere.</summary>
internal static class Secrets
{
    /// <returns>The files that hold one.</returns>
    public static IEnumerable<string> In(string folder, IReadOnlyList<string> secrets) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => AnyIn(File.ReadAllText(file, Encoding.Latin1), secrets));

    /// <returns>The tables that hold one, Hangfire's and the ledger's.</returns>
    public static async Task<IReadOnlyList<string>> InAsync(string database, IReadOnlyList<string> secrets)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var found = new List<string>();
        foreach (var table in await TextsAsync(source, "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"))
        {
            if ((await TextsAsync(source, $"SELECT entry::text FROM {table} entry")).Any(text => AnyIn(text, secrets)))
            {
                found.Add(table);
            }
        }

        return found;
    }

    private static async Task<List<string>> TextsAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static bool AnyIn(string text, IReadOnlyList<string> secrets) => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));
}
