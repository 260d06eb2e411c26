using System.Globalization;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates;

/// <summary>
/// The euro reference rates that the service is delivered with, from January 2025 to April 2026. Source: European Central Bank,
/// "Euro foreign exchange reference rates", in the form of its historical file (eurofxref-hist.csv).
/// </summary>
internal static class BundledRates
{
    private const string Resource = "ecb-reference-rates.csv";
    private const string Absent = "N/A";

    public static RateTable Read()
    {
        using var stream = typeof(BundledRates).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return RateTable.Empty.With(Read(reader));
    }

    /// <summary>Reads a first line with the codes and a line for each day. Currencies that are no longer in use are left out.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static IReadOnlyList<RateFigure> Read(TextReader reader)
    {
        var codes = (reader.ReadLine() ?? throw new FormatException("There is no first line.")).Split(',');
        var figures = new List<RateFigure>();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            var day = DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
            for (var i = 1; i < codes.Length; i++)
            {
                if (cells[i] == Absent || !Currency.TryParse(codes[i], out var currency))
                {
                    continue;
                }

                figures.Add(ExchangeRate.TryParse(cells[i], out var rate)
                    ? new(day, currency, rate, RateSources.Ecb)
                    : throw new FormatException($"'{cells[i]}' is not a rate."));
            }
        }

        return figures;
    }
}

/// <summary>How those who publish rates are named in events.</summary>
internal static class RateSources
{
    public const string Ecb = "ECB";
}
