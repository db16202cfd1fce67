namespace OrleansFlex.Domain.Charging;

/// <summary>Why a block lies where it lies.</summary>
public enum BlockReason : byte
{
    /// <summary>It belongs to the cheapest way to the target.</summary>
    Cheapest,

    /// <summary>The battery is below its reserve.</summary>
    Reserve,

    /// <summary>The driver wants to charge now.</summary>
    Override,

    /// <summary>Taking energy is paid for.</summary>
    NegativePrice,

    /// <summary>Solar surplus covers at least part of it.</summary>
    Solar,

    /// <summary>The time left is not more than the need.</summary>
    NotEnoughTime,

    /// <summary>The price is the same all the time, so it is charged at once.</summary>
    Flat,
}
