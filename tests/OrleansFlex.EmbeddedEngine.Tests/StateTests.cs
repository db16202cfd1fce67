using Orleans.Storage;

namespace OrleansFlex.EmbeddedEngine.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task State_survives_deactivation_and_restart()
    {
        var storage = new InMemoryGrainStorage();
        await using (var grid = await GridFixture.StartAsync(storage: storage))
        {
            await grid.Grain<INoteGrain>("a").Write("kept");
            await grid.Grid.CollectIdleAsync(all: true);
            (await grid.Grain<INoteGrain>("a").Read()).ShouldBe("kept");
        }
        await using var next = await GridFixture.StartAsync(storage: storage);
        (await next.Grain<INoteGrain>("a").Read()).ShouldBe("kept");
        (await next.Grain<INoteGrain>("b").Read()).ShouldBe("");
    }

    [Fact]
    public async Task A_record_that_was_never_written_has_no_etag()
    {
        await using var grid = await GridFixture.StartAsync();
        var note = grid.Grain<INoteGrain>("a");
        (await note.Version()).ShouldBe((null, false));
        await note.Write("x");
        var (etag, exists) = await note.Version();
        etag.ShouldNotBeNull();
        exists.ShouldBeTrue();
        await note.Clear();
        (await note.Version()).ShouldBe((null, false));
        (await note.Read()).ShouldBe("");
    }

    [Fact]
    public async Task A_stale_write_fails_and_the_next_activation_reads_the_newer_record()
    {
        var storage = new InMemoryGrainStorage();
        await using var grid = await GridFixture.StartAsync(storage: storage);
        var note = grid.Grain<INoteGrain>("a");
        await note.Write("mine");
        var other = new GrainState<NoteState>();
        await storage.ReadStateAsync("note", note.GetGrainId(), other);
        other.State!.Text = "theirs";
        await storage.WriteStateAsync("note", note.GetGrainId(), other);
        await Should.ThrowAsync<InconsistentStateException>(() => note.Write("mine again"));
        (await note.Read()).ShouldBe("theirs");
    }
}
