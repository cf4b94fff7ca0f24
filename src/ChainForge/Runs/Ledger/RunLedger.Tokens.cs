namespace ChainForge.Runs;

/// <content>The webhook tokens that calls are expected for.</content>
public sealed partial class RunLedger
{
    /// <summary>The attempts behind the tokens of every run that has something at the provider, by the token's hash.</summary>
    /// <remarks>Small whatever the ledger's size: no more runs have something there than the account has places, and those that wait for a person.</remarks>
    public Task<Dictionary<string, (string RunId, string AttemptId)>> OpenTokensAsync(CancellationToken cancellationToken = default) =>
        _store.ReadAsync(
            async connection => (await connection.QueryAsync(
                "SELECT t.hash, t.run_id, t.attempt FROM runs r JOIN webhook_tokens t ON t.run_id = r.id WHERE r.in_flight > 0",
                reader => (Hash: reader.GetString(0), Owner: (reader.GetString(1), reader.GetString(2))))).ToDictionary(row => row.Hash, row => row.Owner),
            cancellationToken);
}
