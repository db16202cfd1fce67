using System.Text.Json;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Tests.Requests;

public sealed class JsonFieldsTests
{
    [Fact]
    public void All_faults_of_a_body_are_reported_at_once_with_their_paths()
    {
        var body = Parse("""
            {"currency":5,"to":"2025-06-01T18:00:00","values":[{"at":"2025-06-01T00:00:00Z","price":0.1},{"at":7,"price":"x"},3,{"price":1e400}]}
            """);
        body.String("currency");
        body.Instant("to");
        foreach (var item in body.Objects("values"))
        {
            item.Instant("at");
            item.Number("price");
        }
        body.Object("household").String("name");
        Paths(body).ShouldBe(["currency", "to", "values[2]", "values[1].at", "values[1].price", "values[3].at", "values[3].price", "household"]);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0.5", true)]
    [InlineData("1e5", true)]
    [InlineData("1e400", false)]
    [InlineData("-1e400", false)]
    [InlineData("\"1\"", false)]
    [InlineData("\"NaN\"", false)]
    [InlineData("true", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public void A_number_is_finite_and_not_text(string json, bool isNumber)
    {
        var body = Parse($$"""{"n":{{json}}}""");
        body.Number("n");
        Paths(body).ShouldBe(isNumber ? [] : ["n"]);
    }

    [Fact]
    public void Numbers_keep_to_their_bounds()
    {
        var body = Parse("""{"a":100.1,"b":-1,"c":79228162514264337593543950336,"d":0.1,"e":2147483648,"f":3.0,"g":3.5}""");
        body.Number("a", 0, 100);
        body.OptionalNumber("b", 0, 100);
        body.Decimal("c");
        body.Decimal("d").ShouldBe(0.1m);
        body.Integer("e");
        body.Integer("f").ShouldBe(3);
        body.Integer("g");
        Paths(body).ShouldBe(["a", "b", "c", "e", "g"]);
    }

    [Fact]
    public void Null_counts_as_absent_but_can_be_told_from_it()
    {
        var body = Parse("""{"a":null}""");
        body.OptionalString("a").ShouldBeNull();
        body.OptionalNumber("b").ShouldBeNull();
        body.Has("a").ShouldBeTrue();
        body.IsNull("a").ShouldBeTrue();
        body.Has("b").ShouldBeFalse();
        Paths(body).ShouldBeEmpty();
    }

    [Fact]
    public void Words_lists_ids_and_times_are_checked()
    {
        var body = Parse("""
            {"word":"import","bad":"IMPORT","set":["vehicle","vehicle","boat"],"ids":["a b","ok"],"uuid":"0197-x","time":"24:00","ok":"07:05",
             "zone":"Europe/Nowhere","tz":"Europe/Brussels","long":"P1M","short":"PT15M","none":"PT0S","flag":"true"}
            """);
        body.OneOf("word", "import", "export").ShouldBe("import");
        body.OneOf("bad", "import", "export");
        body.StringSet("set", "vehicle", "charger");
        body.ChosenIds("ids");
        body.Guid("uuid");
        body.TimeOfDay("time");
        body.TimeOfDay("ok").ShouldBe(new TimeOnly(7, 5));
        body.TimeZone("zone");
        body.TimeZone("tz").ShouldBe("Europe/Brussels");
        body.Duration("long");
        body.Duration("short").ShouldBe(TimeSpan.FromMinutes(15));
        body.Duration("none");
        body.Bool("flag");
        Paths(body).ShouldBe(["bad", "set[2]", "set[1]", "ids[0]", "uuid", "time", "zone", "long", "none", "flag"]);
    }

    [Fact]
    public void A_flood_of_faults_is_cut_off()
    {
        var body = Parse($$"""{"values":[{{string.Join(",", Enumerable.Repeat("1", 5000))}}]}""");
        body.Objects("values");
        Paths(body).Length.ShouldBe(IssueList.Limit);
    }

    private static JsonFields Parse(string json) => new(JsonDocument.Parse(json).RootElement);

    private static string[] Paths(JsonFields body)
    {
        try
        {
            body.ThrowIfInvalid();
            return [];
        }
        catch (ProblemException problem)
        {
            problem.Type.Status.ShouldBe(400);
            return [.. problem.Issues.Select(issue => issue.Path)];
        }
    }
}
