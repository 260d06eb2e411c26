using System.Globalization;

namespace Ledger.Api.Metrics.Exposition;

/// <summary>Numbers as the exposition has them.</summary>
internal static class Numbers
{
    public static string TextOf(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A sum; exact where only whole numbers were added.</summary>
    public static string TextOf(long whole, double fraction) =>
        fraction == 0 ? whole.ToString(CultureInfo.InvariantCulture) : TextOf(whole + fraction);

    /// <summary>The upper bound of a bucket. In OpenMetrics it always has a point or an exponent.</summary>
    public static string TextOfBound(double bound, bool open)
    {
        var text = TextOf(bound);
        return open && text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;
    }
}
