namespace OrleansFlex.Storage.Postgres;

/// <summary>The statements that change a state. Each changes state and catalog together or nothing, and returns a row on success.</summary>
internal static class PostgresStateSql
{
    private const string Created =
        "w AS (INSERT INTO states (version, name, grain_key, json) VALUES (1, $1, $2, $3) ON CONFLICT (name, grain_key) DO NOTHING RETURNING id, version)";

    private const string Replaced =
        "w AS (UPDATE states SET json = $1, version = version + 1 WHERE id = $2 AND version = $3 AND grain_key = $4 AND name = $5 RETURNING id, version)";

    private const string Removed =
        "w AS (DELETE FROM states WHERE id = $1 AND version = $2 AND grain_key = $3 AND name = $4 RETURNING id)";

    private const string Absent =
        "w AS (SELECT 1 AS id WHERE NOT EXISTS (SELECT 1 FROM states WHERE grain_key = $1 AND name = $2))";

    private const string Result = " SELECT id, version FROM w";

    public const string Create = "WITH " + Created + Result;

    public const string Replace = "WITH " + Replaced + Result;

    public const string Clear = "WITH " + Removed + " SELECT id FROM w";

    public const string ClearAbsent = "WITH " + Absent + " SELECT id FROM w";

    public const string CreateWithRow =
        "WITH " + Created + ", c AS (INSERT INTO catalog (" + CatalogSql.Columns
        + ") SELECT $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM w " + PostgresCatalogRows.OnConflict + ")" + Result;

    public const string ReplaceWithRow =
        "WITH " + Replaced + ", c AS (INSERT INTO catalog (" + CatalogSql.Columns
        + ") SELECT $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM w " + PostgresCatalogRows.OnConflict + ")" + Result;

    public const string ClearWithRow =
        "WITH " + Removed + ", c AS (DELETE FROM catalog WHERE client = $5 AND kind = $6 AND id = $7 AND EXISTS (SELECT 1 FROM w)) SELECT id FROM w";

    public const string ClearAbsentWithRow =
        "WITH " + Absent + ", c AS (DELETE FROM catalog WHERE client = $3 AND kind = $4 AND id = $5 AND EXISTS (SELECT 1 FROM w)) SELECT id FROM w";
}
