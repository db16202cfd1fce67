namespace Orleans.Core
{
    /// <summary>A stored record.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written; null when there is none.</summary>
        string? Etag { get; }

        /// <summary>Whether the record exists.</summary>
        bool RecordExists { get; }

        /// <summary>Deletes the record.</summary>
        Task ClearStateAsync();

        /// <summary>Writes the record.</summary>
        Task WriteStateAsync();

        /// <summary>Reads the record again.</summary>
        Task ReadStateAsync();

        /// <summary>Deletes the record.</summary>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <summary>Writes the record.</summary>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <summary>Reads the record again.</summary>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>A stored record of one type.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The record in memory.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    using Orleans.Core;

    /// <summary>A record that belongs to a grain and is read before it is activated.</summary>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Where a record is stored and under which name.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public class PersistentStateAttribute : Attribute
    {
        /// <summary>Injects the record of this name from this storage.</summary>
        public PersistentStateAttribute(string stateName, string? storageName = null)
        {
            ArgumentNullException.ThrowIfNull(stateName);
            StateName = stateName;
            StorageName = storageName;
        }

        /// <summary>The name of the record.</summary>
        public string StateName { get; }

        /// <summary>The key of the <see cref="Orleans.Storage.IGrainStorage"/> service; null means <c>Default</c>.</summary>
        public string? StorageName { get; }
    }
}
