using OrleansFlex.Domain.Forecasting;

namespace OrleansFlex.Domain.Tests.Forecasting;

public sealed class CheapestChunksTests
{
    [Fact]
    public void What_is_left_comes_in_the_order_of_prices_however_far_each_look_goes()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            var order = PriceOrder.Flat(random.Next(1, 120));
            random.Shuffle(order);
            var (from, end) = (random.Next(order.Length), random.Next(order.Length + 1));
            var chunks = new CheapestChunks(new ushort[order.Length], new short[order.Length]);
            chunks.Fill(order, from, end);

            for (; from < end; from += random.Next(1, 4))
            {
                var seen = new List<ushort>();
                var most = random.Next(order.Length + 1);
                for (var at = chunks.First(from); at >= 0 && seen.Count < most; at = chunks.Next(at, from))
                    seen.Add(chunks[at]);
                seen.ShouldBe(order.Where(chunk => chunk >= from && chunk < end).Take(most), $"seed {seed}");
            }
        }
    }
}
