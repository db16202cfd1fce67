using OrleansFlex.Silo.Storage;
using OrleansFlex.Storage;

namespace OrleansFlex.Silo.Tests.Storage;

public sealed class CatalogTagTests
{
    private static readonly CatalogRow Row = new("client", "device", "1", 17) { UserId = "u", Zone = "BE" };

    [Fact]
    public void A_tag_keeps_what_the_database_gave()
    {
        var tag = new CatalogTag("12.7", CatalogTag.Of(Row));

        CatalogTag.Parse(tag.ToString()).ShouldBe(tag);
        CatalogTag.Parse("12.7").ShouldBe(new CatalogTag("12.7", null));
        CatalogTag.Parse(null).ShouldBe(default);
        new CatalogTag("12.7", null).ToString().ShouldBe("12.7");
    }

    [Fact]
    public void Equal_rows_have_one_digest_and_every_change_another()
    {
        CatalogTag.Of(Row with { }).ShouldBe(CatalogTag.Of(Row));
        CatalogTag.Of(null).ShouldBeNull();
        string?[] digests =
        [
            CatalogTag.Of(Row),
            CatalogTag.Of(Row with { Client = "other" }),
            CatalogTag.Of(Row with { Kind = "policy" }),
            CatalogTag.Of(Row with { Id = "2" }),
            CatalogTag.Of(Row with { CreatedAtMs = 18 }),
            CatalogTag.Of(Row with { UserId = null }),
            CatalogTag.Of(Row with { UserId = "" }),
            CatalogTag.Of(Row with { UserId = "uB", Zone = "E" }),
            CatalogTag.Of(Row with { LocationId = "l" }),
            CatalogTag.Of(Row with { Area = "north" }),
            CatalogTag.Of(Row with { Zone = null, Area = "BE" }),
            CatalogTag.Of(Row with { Reference = "r" }),
            CatalogTag.Of(Row with { Composition = 1 }),
            CatalogTag.Of(Row with { AssetCount = 1 }),
        ];
        digests.Distinct().Count().ShouldBe(digests.Length);
    }
}
