using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A record on its way to or from storage.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The record.</summary>
        T? State { get; set; }

        /// <summary>Its version.</summary>
        string? ETag { get; set; }

        /// <summary>Whether it exists in storage.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A record on its way to or from storage.</summary>
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>No record.</summary>
        public GrainState() { }

        /// <summary>A record without a version.</summary>
        public GrainState(T? state) : this(state, null) { }

        /// <summary>A record with its version.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc />
        public T? State { get; set; }

        /// <inheritdoc />
        public string? ETag { get; set; }

        /// <inheritdoc />
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>Stores grain records; registered as a keyed service under the storage's name.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads into <paramref name="grainState"/>; a missing record leaves a fresh one with no ETag.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes if the ETag is still the stored one, and sets the new ETag.</summary>
        /// <exception cref="InconsistentStateException">The ETag is stale.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Deletes if the ETag is still the stored one.</summary>
        /// <exception cref="InconsistentStateException">The ETag is stale.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ReadStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            WriteStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>A write met a newer record. The activation that made it is deactivated, so that the next one reads afresh.</summary>
    public class InconsistentStateException : OrleansException
    {
        /// <summary>A failure without a message.</summary>
        public InconsistentStateException() { }

        /// <summary>A failure with a message.</summary>
        public InconsistentStateException(string message) : base(message) { }

        /// <summary>A failure with a message and its cause.</summary>
        public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!) { }

        /// <summary>A failure with both versions.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, null)
        {
        }

        /// <summary>A failure with both versions and its cause.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>The version in storage.</summary>
        public string? StoredEtag { get; private set; }

        /// <summary>The version that the writer held.</summary>
        public string? CurrentEtag { get; private set; }

        // Only the activation that wrote is stale, not those that pass the failure on.
        internal bool IsSourceActivation { get; set; } = true;
    }
}
