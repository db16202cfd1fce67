using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace Orleans.Streams;

/// <summary>The place of an item in its stream.</summary>
public abstract class StreamSequenceToken : IEquatable<StreamSequenceToken?>, IComparable<StreamSequenceToken?>
{
    /// <summary>Rises with every item.</summary>
    public abstract long SequenceNumber { get; protected set; }

    /// <summary>Place within a batch.</summary>
    public abstract int EventIndex { get; protected set; }

    /// <inheritdoc />
    public abstract int CompareTo(StreamSequenceToken? other);

    /// <inheritdoc />
    public abstract bool Equals(StreamSequenceToken? other);
}

/// <summary>Takes the items of a stream.</summary>
public interface IAsyncObserver<in T>
{
    /// <summary>The next item.</summary>
    Task OnNextAsync(T item, StreamSequenceToken? token = null);

    /// <summary>The stream has ended.</summary>
    Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>The stream has failed.</summary>
    Task OnErrorAsync(Exception ex);
}

/// <summary>Can be subscribed to.</summary>
public interface IAsyncObservable<T>
{
    /// <summary>Subscribes the calling grain, whose class must have an implicit subscription to the stream's namespace.</summary>
    Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer);
}

/// <summary>A stream of items.</summary>
public interface IAsyncStream
{
    /// <summary>Whether old items can be had again.</summary>
    bool IsRewindable { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>The identity of the stream.</summary>
    StreamId StreamId { get; }
}

/// <summary>A stream of items of one type: send with <see cref="IAsyncObserver{T}.OnNextAsync"/>, take by subscribing.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "Orleans' name.")]
public interface IAsyncStream<T> : IAsyncStream, IAsyncObservable<T>, IAsyncObserver<T>;

/// <summary>A subscription of a grain.</summary>
public abstract class StreamSubscriptionHandle<T>
{
    /// <summary>The stream.</summary>
    public abstract StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    public abstract string ProviderName { get; }

    /// <summary>Identity of the subscription.</summary>
    public abstract Guid HandleId { get; }

    /// <summary>Ends taking items in this activation.</summary>
    public abstract Task UnsubscribeAsync();

    /// <summary>Takes items with another observer.</summary>
    public abstract Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null);
}

/// <summary>Gives streams.</summary>
public interface IStreamProvider
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Whether old items can be had again.</summary>
    bool IsRewindable { get; }

    /// <summary>A stream; asking for it creates nothing.</summary>
    IAsyncStream<T> GetStream<T>(StreamId streamId);
}
