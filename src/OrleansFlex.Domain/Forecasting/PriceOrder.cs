namespace OrleansFlex.Domain.Forecasting;

/// <summary>Chunks from the cheapest to the dearest, ties earliest first: made once for all cars that pay the same prices.</summary>
public static class PriceOrder
{
    /// <summary>The order of a list of prices, one per chunk.</summary>
    public static ushort[] Of(ReadOnlySpan<double> prices)
    {
        var keys = prices.ToArray();
        var order = new ushort[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = (ushort)i;
        Array.Sort(order, (a, b) => keys[a].CompareTo(keys[b]) is var c && c != 0 ? c : a - b);
        return order;
    }

    /// <summary>The order without prices: earliest first.</summary>
    public static ushort[] Flat(int chunks)
    {
        var order = new ushort[chunks];
        for (var i = 0; i < chunks; i++)
            order[i] = (ushort)i;
        return order;
    }
}
