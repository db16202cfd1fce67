using System.Buffers;
using System.Text.Json;
using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class ShapeContractTests
{
    private static readonly SegmentDefinition Ev = new(Guid.Empty, "EV", HouseholdTypes.Vehicle, 0, default, default);

    [Theory]
    [InlineData("/flex/shape/{zoneId}")]
    [InlineData("/flex/shape/{zoneId}/segments/{segmentId}")]
    public void The_body_has_exactly_the_members_that_the_contract_lists(string path)
    {
        using var contract = JsonDocument.Parse(File.ReadAllBytes(ContractFile()));
        var expected = contract.RootElement.GetProperty("operations").EnumerateArray()
            .Single(operation => operation.GetProperty("method").GetString() == "GET" && operation.GetProperty("path").GetString() == path)
            .GetProperty("responses").GetProperty("200").GetProperty("attributes").EnumerateArray()
            .Select(attribute => $"{attribute.GetProperty("name").GetString()}: {Kind(attribute.GetProperty("type").GetString()!)}");

        var output = new ArrayBufferWriter<byte>();
        var partition = new ShapePartition(100, 4);
        partition.PutHousehold("home", 1, "a", HouseholdTypes.Vehicle, 1);
        var shape = ZoneShape.Compose(100, 4, [partition.Snapshot()], [Ev], null, ConfidenceModel.Default);
        if (path.EndsWith("{segmentId}", StringComparison.Ordinal))
            ShapeJson.WriteSegment(output, "r", 0, 100, shape.OfSegment(Ev.Id, ConfidenceModel.Default), ShapeOptions.Default);
        else
            ShapeJson.Write(output, "BE", "r", 0, shape, ShapeOptions.Default);
        using var body = JsonDocument.Parse(output.WrittenMemory);
        Members(body.RootElement, "").Distinct().Order().ShouldBe(expected.Order());
    }

    private static IEnumerable<string> Members(JsonElement element, string path)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = path + member.Name;
            yield return $"{name}: {member.Value.ValueKind}";
            var children = member.Value.ValueKind switch
            {
                JsonValueKind.Object => Members(member.Value, name + "."),
                JsonValueKind.Array => member.Value.EnumerateArray().SelectMany(item => Members(item, name + "[].")),
                _ => [],
            };
            foreach (var child in children)
                yield return child;
        }
    }

    private static JsonValueKind Kind(string type) => type switch
    {
        "object" => JsonValueKind.Object,
        "number" or "integer" => JsonValueKind.Number,
        _ when type.StartsWith("array", StringComparison.Ordinal) => JsonValueKind.Array,
        _ => JsonValueKind.String,
    };

    private static string ContractFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansFlex.sln")))
            folder = folder.Parent;
        var file = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "contract", "flex-api.json");
        if (!File.Exists(file))
            Assert.Skip("The contract ../shared/contract/flex-api.json is not on this machine.");
        return file;
    }
}
