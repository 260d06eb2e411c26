using System.Globalization;

namespace Ledger.Benchmarks.Measures.Postings;

/// <summary>A run in one line.</summary>
internal static class Summary
{
    public static void Write(string what, TimeSpan[] took, TimeSpan together)
    {
        Array.Sort(took);
        double At(double share) => took[(int)((took.Length - 1) * share)].TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{took.Length:N0} {what} in {together.TotalSeconds:F2} s: {took.Length / together.TotalSeconds:N0} a second, p50 {At(0.5):F1} ms, p99 {At(0.99):F1} ms, max {At(1):F0} ms"));
    }
}
