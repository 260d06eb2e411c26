using System.Globalization;

namespace Ledger.Benchmarks.Load.Views;

internal static class Milliseconds
{
    public static string Text(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000}.{microseconds % 1000 / 10:00} ms");
}
