namespace OrleansFlex.Domain.Charging;

/// <summary>
/// What the rest of a plan costs at least, from each slot cut on and for each time of charging still open: a dynamic
/// programme that runs backwards over plain arrays. On a grid of whole quarters it is nearly always the exact cost, so
/// that the label search walks straight to the best plan, whatever the power does on the way.
/// </summary>
/// <remarks>
/// Whole slots take a quarter off what is open, so that few remainders of a quarter occur: those of the goal with and
/// without the short first slot, before the partial slot is used; and those of sums of later slots, after it. Each such
/// remainder is a row. Relaxed are: blocks need not last longer than a quarter, and what is open but less than a whole slot
/// may be had without the rest of that slot.
/// </remarks>
internal sealed partial class CostToGo
{
    private const long QuarterNs = SlotGrid.QuarterNs;
    private const int MaxRows = 6;
    private const int MaxCells = 1 << 20;
    private static readonly double[] NoBound = [double.NegativeInfinity];
    private readonly long[] _remainder = new long[MaxRows];
    private double[] _wait = NoBound;
    private double[] _start = NoBound;
    private double[] _go = NoBound;
    private double[] _kwh = [];
    private double[] _whole = [];
    private double[] _partial = [];
    private int _rows;
    private int _unpartial;
    private int _width;
    private int _stride;
    private long _goalNs;
    private long _spanNs;
    private long _regularNs;
    private int _last;
    private int _shortStart;
    private bool _mayExceed;

    /// <summary>Cost from a cut on when not charging there: of the label with a place, at cut × <see cref="Stride"/> + place.</summary>
    public double[] Wait => _wait;

    /// <summary>The same if charging starts in the slot after that cut.</summary>
    public double[] Start => _start;

    /// <summary>The same if charging goes on into the slot after that cut.</summary>
    public double[] Go => _go;

    /// <summary>Distance of one cut's values from the next one's.</summary>
    public int Stride => _stride;

    /// <summary>Place of what is not bounded here.</summary>
    public int Unknown { get; private set; }

    /// <summary>Bounds nothing.</summary>
    public static CostToGo None { get; } = new();

    private void Clear()
    {
        (_wait, _start, _go) = (NoBound, NoBound, NoBound);
        (_stride, Unknown, _rows) = (0, 0, 0);
    }

    /// <summary>Where the values of a partial plan are.</summary>
    public int PlaceOf(in Label label)
    {
        var open = _goalNs - label.UsedNs;
        if (_rows == 0 || open < 0)
            return Unknown;
        var isYoung = label.YoungSinceNs != Label.Mature;
        // Such a block may stop in the middle of a slot, which no row tells of.
        if (isYoung && !label.PartialUsed && label.YoungSinceNs < _regularNs)
            return Unknown;
        var quarters = open / QuarterNs;
        var remainder = open - quarters * QuarterNs;
        // What may still use a partial slot costs no more than what may not.
        for (var row = label.PartialUsed ? _rows - 1 : _unpartial - 1; row >= 0; row--)
        {
            if (_remainder[row] == remainder)
                return row * _width + 1 + (int)quarters;
        }

        // Whole slots exceed the goal then; without the last of them they cost no less than this.
        return label.PartialUsed && !isYoung && !_mayExceed && quarters > 0 ? _unpartial * _width + 1 + (int)quarters : Unknown;
    }
}
