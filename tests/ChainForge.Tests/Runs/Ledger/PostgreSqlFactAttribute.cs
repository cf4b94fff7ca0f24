namespace ChainForge.Tests.Runs.Ledger;

/// <summary>A fact that needs a PostgreSQL server's programs; skipped, with the reason, where there are none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute : FactAttribute
{
    public PostgreSqlFactAttribute()
    {
        if (PostgreSqlCluster.Programs is null)
        {
            Skip = "no PostgreSQL server in /usr/lib/postgresql/*/bin";
        }
    }
}
