using Microsoft.AspNetCore.Http.HttpResults;
using OrleansFlex.Contracts;
using OrleansFlex.Contracts.Flexibility;
using OrleansFlex.Domain.Flexibility;
using OrleansFlex.Silo.Clients;
using OrleansFlex.Silo.Problems;
using OrleansFlex.Silo.Requests;

namespace OrleansFlex.Silo.Flexibility;

/// <summary>Segments: disjoint predicates over what a household has.</summary>
internal static class SegmentEndpoints
{
    public static void MapSegments(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/flex/segments", Create);
        routes.MapGet("/flex/segments", List);
        routes.MapGet("/flex/segments/{segmentId}", Get);
        routes.MapPut("/flex/segments/{segmentId}", Replace);
        routes.MapDelete("/flex/segments/{segmentId}", Delete);
    }

    private static async Task<Created<SegmentBody>> Create(HttpContext context, IGrainFactory grains)
    {
        var segment = (await Book(context, grains).Create(await ReadDraft(context))).OrProblem();
        return TypedResults.Created($"/flex/segments/{segment.Id}", SegmentBody.Of(segment));
    }

    private static async Task<IReadOnlyList<SegmentBody>> List(HttpContext context, IGrainFactory grains) =>
        [.. (await Book(context, grains).List()).Select(SegmentBody.Of)];

    private static async Task<SegmentBody> Get(HttpContext context, IGrainFactory grains)
    {
        var id = context.RouteGuid("segmentId");
        return SegmentBody.Of((await Book(context, grains).List()).FirstOrDefault(segment => segment.Id == id)
            ?? throw Problem.NotFound($"There is no segment {id}."));
    }

    private static async Task<SegmentBody> Replace(HttpContext context, IGrainFactory grains)
    {
        var id = context.RouteGuid("segmentId");
        return SegmentBody.Of((await Book(context, grains).Replace(id, await ReadDraft(context))).OrProblem());
    }

    private static async Task<NoContent> Delete(HttpContext context, IGrainFactory grains)
    {
        (await Book(context, grains).Delete(context.RouteGuid("segmentId"))).OrProblem();
        return TypedResults.NoContent();
    }

    private static async Task<SegmentDraft> ReadDraft(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var name = body.String("name");
        var household = body.Object("household");
        var includes = Types(household.Words("includes", 64, HouseholdTypeNames.All));
        var excludes = Types(household.OptionalWords("excludes", 64, HouseholdTypeNames.All) ?? []);
        body.ThrowIfInvalid();
        return new SegmentDraft(name, includes, excludes);

        static HouseholdTypes Types(IReadOnlyList<string> names) =>
            names.Aggregate(HouseholdTypes.None, (types, name) => HouseholdTypeNames.TryParse(name, out var type) ? types | type : types);
    }

    private static ISegmentBookGrain Book(HttpContext context, IGrainFactory grains) =>
        grains.GetGrain<ISegmentBookGrain>(GrainKeys.Of(context.GetClient()));
}

/// <summary>A segment on the wire.</summary>
public sealed record SegmentBody(Guid Id, string Name, HouseholdFilterBody Household, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SegmentBody Of(SegmentDefinition segment) => new(
        segment.Id,
        segment.Name,
        new HouseholdFilterBody(HouseholdTypeNames.Print(segment.Includes), HouseholdTypeNames.Print(segment.Excludes)),
        segment.CreatedAt,
        segment.UpdatedAt);
}

/// <summary>What a household must and must not have.</summary>
public sealed record HouseholdFilterBody(IReadOnlyList<string> Includes, IReadOnlyList<string> Excludes);
