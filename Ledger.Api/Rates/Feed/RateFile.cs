using System.Globalization;
using Ledger.Domain.Kernel;
using Ledger.Domain.Rates;

namespace Ledger.Api.Rates.Feed;

/// <summary>
/// What was fetched, kept for the next start: a line <c>2026-04-13,USD,1.1684,ECB</c> for each figure. It is for convenience only; the
/// ledger rests on what stands in its events.
/// </summary>
internal sealed partial class RateFile(string path, ILogger<RateFile> log)
{
    public const string Name = "fetched-rates.csv";

    /// <summary>What stands there; nothing where it cannot be read.</summary>
    public IReadOnlyList<RateFigure> Read()
    {
        try
        {
            return File.Exists(path) ? [.. File.ReadLines(path).Select(Parse)] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            LogNotRead(fault, path);
            return [];
        }
    }

    /// <summary>Replaces it as a whole.</summary>
    public void Write(IEnumerable<RateFigure> figures)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllLines(path + ".new", figures.Select(figure => string.Create(
                CultureInfo.InvariantCulture, $"{figure.Day:yyyy-MM-dd},{figure.Currency},{figure.Rate},{figure.Source}")));
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(fault, path);
        }
    }

    private static RateFigure Parse(string line)
    {
        // The source comes last, and may have commas.
        var cells = line.Split(',', 4);
        return cells.Length == 4
            && DateOnly.TryParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && Currency.TryParse(cells[1], out var currency) && ExchangeRate.TryParse(cells[2], out var rate)
            ? new(day, currency, rate, cells[3])
            : throw new FormatException($"'{line}' is not a rate.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fetched rates in {Path} cannot be read; the service starts without them")]
    private partial void LogNotRead(Exception fault, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fetched rates cannot be kept in {Path}; they are known until the service stops")]
    private partial void LogNotWritten(Exception fault, string path);
}
