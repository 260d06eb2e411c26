using System.Runtime.InteropServices;

namespace Ledger.Api.Metrics.Aggregation;

/// <summary>What was added up. Whole numbers stay exact however large they grow.</summary>
/// <param name="monotonic">Whether it can only grow; then what would lower it is a mistake, and left out.</param>
internal sealed class Sum(string labels, bool monotonic) : Series(labels)
{
    private readonly Part[] _parts = new Part[Stripes.Count];

    /// <summary>The sum: of whole numbers alone in the first part, of everything else in the second.</summary>
    public (long Whole, double Fraction) Value
    {
        get
        {
            var (whole, fraction) = (0L, 0.0);
            for (var i = 0; i < _parts.Length; i++)
            {
                // A counter that has been through all numbers begins anew; it must not end the answer.
                whole = unchecked(whole + Volatile.Read(ref _parts[i].Whole));
                fraction += Volatile.Read(ref _parts[i].Fraction);
            }

            return (whole, fraction);
        }
    }

    public override void Record(long value)
    {
        if (value >= 0 || !monotonic)
        {
            Interlocked.Add(ref _parts[Stripes.Mine].Whole, value);
        }
    }

    public override void Record(double value)
    {
        // One that is not a finite number would spoil the sum for ever.
        if (double.IsFinite(value) && (value >= 0 || !monotonic))
        {
            Stripes.Add(ref _parts[Stripes.Mine].Fraction, value);
        }
    }

    // As large as two cache lines, which processors fetch together: cores do not take each other's away.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Part
    {
        [FieldOffset(0)]
        public long Whole;

        [FieldOffset(8)]
        public double Fraction;
    }
}
