namespace Orleans.Runtime
{
    /// <summary>Something that can be addressed: a grain, or a reference to one.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    using Orleans.Runtime;

    /// <summary>Base of every grain interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain whose key is a <see cref="Guid"/>.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain whose key is a 64-bit integer.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>What every grain class is to the runtime: its context and its two lifecycle calls.</summary>
    public interface IGrainBase
    {
        /// <summary>The activation this instance belongs to.</summary>
        IGrainContext GrainContext { get; }

        /// <summary>Runs after the persistent state is read and before the first request.</summary>
        Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

        /// <summary>Runs after the last request.</summary>
        Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
    }
}
