using System.Globalization;
using System.Text;

namespace OrleansFlex.Domain.Tests.Forecasting;

/// <summary>Claimed confidence against what came true, by deciles of confidence.</summary>
internal sealed class ReliabilityDiagram
{
    private readonly int[] _count = new int[10];
    private readonly int[] _hits = new int[10];
    private readonly double[] _claimed = new double[10];
    private double _squares;

    public int Total => _count.Sum();

    public double Brier => _squares / Total;

    public void Add(double confidence, bool cameTrue)
    {
        var decile = Math.Clamp((int)(confidence * 10), 0, 9);
        _count[decile]++;
        _claimed[decile] += confidence;
        _hits[decile] += cameTrue ? 1 : 0;
        _squares += Math.Pow(confidence - (cameTrue ? 1 : 0), 2);
    }

    public IEnumerable<(int Decile, int Count, double Claimed, double Came)> Rows() =>
        Enumerable.Range(0, 10).Where(i => _count[i] > 0)
            .Select(i => (i, _count[i], _claimed[i] / _count[i], _hits[i] / (double)_count[i]));

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Total} chunks, Brier score {Brier:F4}");
        text.AppendLine("decile      chunks  claimed  came true  0%                  100%");
        foreach (var (decile, count, claimed, came) in Rows())
        {
            var bar = new char[41];
            Array.Fill(bar, '·');
            Array.Fill(bar, '=', 0, (int)Math.Round(came * 40) + 1);
            bar[(int)Math.Round(claimed * 40)] = '|';
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{decile / 10.0:F1}–{(decile + 1) / 10.0:F1}  {count,8}  {claimed,7:P1}  {came,9:P1}  {new string(bar)}");
        }

        return text.ToString();
    }
}
