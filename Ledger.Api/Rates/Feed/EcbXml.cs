using System.Globalization;
using System.Xml;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates.Feed;

/// <summary>
/// Reads the form of the European Central Bank's reference rates (eurofxref-daily.xml, -hist-90d.xml, -hist.xml): an element Cube with
/// <c>time</c> for each day, and in it one with <c>currency</c> and <c>rate</c> for each currency.
/// </summary>
internal static class EcbXml
{
    private const string Cube = "Cube";
    private const string Ecb = "European Central Bank";
    private const int MaxSource = 64;

    /// <param name="fallbackSource">Who is said to have published it where the feed does not say so.</param>
    /// <returns>All figures of currencies that the ledger knows; at least one.</returns>
    /// <exception cref="FormatException">It is no such feed, or something in it is wrong; nothing of it is to be used.</exception>
    public static IReadOnlyList<RateFigure> Read(Stream stream, string fallbackSource)
    {
        try
        {
            return Read(XmlReader.Create(stream, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }), fallbackSource);
        }
        catch (XmlException e)
        {
            throw new FormatException("The feed is not well-formed XML.", e);
        }
    }

    private static List<RateFigure> Read(XmlReader reader, string source)
    {
        using (reader)
        {
            var (figures, day) = (new List<RateFigure>(), (DateOnly?)null);
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if (reader.LocalName == "name" && figures.Count == 0)
                {
                    source = SourceOf(reader.ReadElementContentAsString().Trim(), source);
                }

                if (reader.NodeType != XmlNodeType.Element || reader.LocalName != Cube)
                {
                    continue;
                }

                day = reader.GetAttribute("time") is { } time ? DayOf(time) : day;
                if (reader.GetAttribute("currency") is { } code)
                {
                    var rate = RateOf(code, reader.GetAttribute("rate"));
                    if (Currency.TryParse(code, out var currency))
                    {
                        figures.Add(new(day ?? throw new FormatException("A rate stands outside of any day."), currency, rate, source));
                    }
                }
            }

            return figures.Count > 0 ? figures : throw new FormatException("There is no rate in the feed.");
        }
    }

    private static string SourceOf(string name, string otherwise) =>
        name.Length is 0 or > MaxSource || name.Any(char.IsControl) ? otherwise : name == Ecb ? RateSources.Ecb : name;

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException("A day in the feed is not a date.");

    private static ExchangeRate RateOf(string code, string? text) =>
        ExchangeRate.TryParse(text, out var rate) ? rate : throw new FormatException($"The rate of '{code}' is not a decimal above zero.");
}
