using OrleansFlex.Domain.Flexibility;

namespace OrleansFlex.Domain.Tests.Flexibility;

public sealed class SegmentBookTests
{
    private static readonly Random Ids = new(11);
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Accepted_segments_never_share_a_household_and_refused_ones_always_would()
    {
        var random = new Random(1);
        for (var round = 0; round < 3_000; round++)
        {
            var book = SegmentBook.Empty;
            for (var step = 0; step < 12; step++)
            {
                var command = RandomCommand(random, book, step);
                var decision = SegmentBook.Decide(book, command, Now);
                if (decision.Rejection is SegmentOverlaps overlap)
                    OverlapIsReal(book, command, overlap);
                book = decision.IsAccepted ? decision.Value : book;
                MostMatches(book).ShouldBeLessThanOrEqualTo(1);
            }
        }
    }

    [Fact]
    public void Disjoint_means_that_no_composition_matches_both_for_every_pair_of_predicates()
    {
        var predicates = Enumerable.Range(0, 64).SelectMany(includes => Enumerable.Range(0, 64)
            .Where(excludes => (includes & excludes) == 0)
            .Select(excludes => Define("s", (HouseholdTypes)includes, (HouseholdTypes)excludes))).ToArray();
        predicates.Length.ShouldBe(729);
        var matches = Array.ConvertAll(predicates, Matches);
        for (var one = 0; one < predicates.Length; one++)
            for (var other = 0; other < predicates.Length; other++)
            {
                var isShared = (matches[one] & matches[other]) != 0;
                if (predicates[one].IsDisjointFrom(predicates[other]) == isShared)
                    Assert.Fail($"{predicates[one]} and {predicates[other]}");
                var example = predicates[one].ExampleShared(predicates[other]);
                if (isShared && !(predicates[one].Matches(example) && predicates[other].Matches(example)))
                    Assert.Fail($"{example} for {predicates[one]} and {predicates[other]}");
            }
    }

    [Fact]
    public void An_overlap_names_both_segments_and_an_example_household()
    {
        var book = Accept(SegmentBook.Empty, Create("EV", HouseholdTypes.Vehicle));
        var refused = SegmentBook.Decide(book, Create("Solar", HouseholdTypes.Solar), Now).Rejection.ShouldBeOfType<SegmentOverlaps>();
        refused.Code.ShouldBe("segment.overlaps");
        refused.OtherName.ShouldBe("EV");
        refused.Example.ShouldBe(HouseholdTypes.Vehicle | HouseholdTypes.Solar);
        refused.Message.ShouldContain("'Solar'");
        refused.Message.ShouldContain("'EV'");
        refused.Message.ShouldContain("vehicle + solar");
    }

    [Fact]
    public void A_name_is_taken_once_but_a_segment_may_keep_its_own()
    {
        var book = Accept(SegmentBook.Empty, Create("EV", HouseholdTypes.Vehicle, HouseholdTypes.Solar));
        SegmentBook.Decide(book, Create("EV", HouseholdTypes.Solar), Now).Rejection!.Code.ShouldBe("segment.name_taken");
        var id = book.Segments[0].Id;
        var later = Now.AddHours(1);
        var replaced = SegmentBook.Decide(book, new SegmentCommand.Replace(id, "EV", HouseholdTypes.Vehicle, HouseholdTypes.None), later).Value;
        replaced.Segments[0].CreatedAt.ShouldBe(Now);
        replaced.Segments[0].UpdatedAt.ShouldBe(later);
        replaced.Segments[0].Excludes.ShouldBe(HouseholdTypes.None);
    }

    [Fact]
    public void Contradictions_unknown_ids_and_bad_names_are_refused()
    {
        SegmentBook.Decide(SegmentBook.Empty, Create("x", HouseholdTypes.Solar, HouseholdTypes.Solar), Now)
            .Rejection!.Code.ShouldBe("segment.contradictory");
        SegmentBook.Decide(SegmentBook.Empty, new SegmentCommand.Delete(Guid.Empty), Now).Rejection!.Code.ShouldBe("segment.not_found");
        SegmentBook.Decide(SegmentBook.Empty, new SegmentCommand.Replace(Guid.Empty, "x", 0, 0), Now).Rejection!.Code.ShouldBe("segment.not_found");
        foreach (var name in new[] { "", "  ", "a\u0001", new string('x', 257), "\ud83d", "a\udd0bb", "\ud83d\ud83d\udd0b" })
            SegmentBook.Decide(SegmentBook.Empty, Create(name, HouseholdTypes.Solar), Now).Rejection!.Code.ShouldBe("segment.name_invalid");
        SegmentBook.Decide(SegmentBook.Empty, Create("EV \ud83d\udd0b", HouseholdTypes.Solar), Now).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public void An_empty_include_list_matches_all_but_the_excluded()
    {
        var segment = Define("rest", HouseholdTypes.None, HouseholdTypes.Vehicle);
        segment.Matches(HouseholdTypes.None).ShouldBeTrue();
        segment.Matches(HouseholdTypes.Solar | HouseholdTypes.Meter).ShouldBeTrue();
        segment.Matches(HouseholdTypes.Vehicle | HouseholdTypes.Solar).ShouldBeFalse();
    }

    [Fact]
    public void Deleting_leaves_the_household_unassigned()
    {
        var book = Accept(SegmentBook.Empty, Create("EV", HouseholdTypes.Vehicle));
        book.SegmentOf(HouseholdTypes.Vehicle).ShouldNotBeNull();
        var emptied = SegmentBook.Decide(book, new SegmentCommand.Delete(book.Segments[0].Id), Now).Value;
        emptied.SegmentOf(HouseholdTypes.Vehicle).ShouldBeNull();
        emptied.ShouldBe(SegmentBook.Empty);
    }

    [Fact]
    public void Names_of_types_round_trip_and_unknown_ones_say_where()
    {
        for (var types = 0; types < 64; types++)
            HouseholdTypeNames.Parse(HouseholdTypeNames.Print((HouseholdTypes)types), "p").Value.ShouldBe((HouseholdTypes)types);
        var refused = HouseholdTypeNames.Parse(["vehicle", "Vehicle", null], "household.includes").Rejection.ShouldBeOfType<InvalidInput>();
        refused.Code.ShouldBe("segment.unknown_type");
        refused.Issues.Select(issue => issue.Path).ShouldBe(["household.includes[1]", "household.includes[2]"]);
    }

    /// <summary>The compositions that a predicate matches, one bit each.</summary>
    private static ulong Matches(SegmentDefinition segment)
    {
        var bits = 0UL;
        for (var types = 0; types < HouseholdTypeNames.CompositionCount; types++)
            bits |= segment.Matches((HouseholdTypes)types) ? 1UL << types : 0;
        return bits;
    }

    private static int MostMatches(SegmentBook book)
    {
        var seen = 0UL;
        var most = 0;
        foreach (var segment in book.Segments)
        {
            var bits = Matches(segment);
            most = Math.Max(most, (seen & bits) != 0 ? 2 : 1);
            seen |= bits;
        }
        return most;
    }

    private static void OverlapIsReal(SegmentBook book, SegmentCommand command, SegmentOverlaps overlap)
    {
        var (includes, excludes) = command switch
        {
            SegmentCommand.Create create => (create.Includes, create.Excludes),
            SegmentCommand.Replace replace => (replace.Includes, replace.Excludes),
            _ => throw new InvalidOperationException(),
        };
        Define("candidate", includes, excludes).Matches(overlap.Example).ShouldBeTrue();
        book.Find(overlap.OtherId)!.Matches(overlap.Example).ShouldBeTrue();
    }

    private static SegmentCommand RandomCommand(Random random, SegmentBook book, int step)
    {
        var (includes, excludes) = ((HouseholdTypes)(random.Next(64) & random.Next(64)), (HouseholdTypes)(random.Next(64) & random.Next(64)));
        var id = book.Segments.Length > 0 ? book.Segments[random.Next(book.Segments.Length)].Id : Guid.Empty;
        return random.Next(5) switch
        {
            0 => new SegmentCommand.Delete(id),
            1 => new SegmentCommand.Replace(id, $"r{step}", includes, excludes),
            _ => new SegmentCommand.Create(NewId(random), $"c{step}", includes, excludes),
        };
    }

    private static Guid NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static SegmentBook Accept(SegmentBook book, SegmentCommand command) => SegmentBook.Decide(book, command, Now).Value;

    private static SegmentCommand.Create Create(string name, HouseholdTypes includes, HouseholdTypes excludes = HouseholdTypes.None) =>
        new(NewId(Ids), name, includes, excludes);

    private static SegmentDefinition Define(string name, HouseholdTypes includes, HouseholdTypes excludes) =>
        new(Guid.Empty, name, includes, excludes, Now, Now);
}
