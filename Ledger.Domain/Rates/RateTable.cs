using System.Collections.Immutable;
using Ledger.Domain.Kernel;

namespace Ledger.Domain.Rates;

/// <summary>Two rates of one day: what one euro was in the two currencies.</summary>
/// <param name="Source">Who published them.</param>
public sealed record RatePair(DateOnly Day, ExchangeRate Of, ExchangeRate In, string Source);

/// <summary>What one euro was in other currencies, by day. A table never changes; one with more in it is another.</summary>
public sealed class RateTable
{
    public static readonly RateTable Empty = new(ImmutableDictionary<Currency, ImmutableArray<RateFigure>>.Empty);

    private static readonly Currency Euro = Currency.Parse("EUR");

    /// <summary>Of each currency, in the order of the days.</summary>
    private readonly ImmutableDictionary<Currency, ImmutableArray<RateFigure>> _figures;

    private RateTable(ImmutableDictionary<Currency, ImmutableArray<RateFigure>> figures) => _figures = figures;

    /// <summary>The currencies that there is any figure of; the euro is always known and not among them.</summary>
    public IEnumerable<Currency> Currencies => _figures.Keys;

    /// <summary>The newest day of all; <see langword="null"/> where there is none.</summary>
    public DateOnly? Newest => _figures.IsEmpty ? null : _figures.Values.Max(figures => figures[^1].Day);

    /// <summary>A table with these figures too. Of two for the same currency and day the later one stands.</summary>
    public RateTable With(IEnumerable<RateFigure> figures)
    {
        var all = _figures.ToBuilder();
        foreach (var added in figures.Where(figure => !ReferenceEquals(figure.Currency, Euro)).GroupBy(figure => figure.Currency))
        {
            var days = new SortedDictionary<DateOnly, RateFigure>();
            foreach (var figure in all.GetValueOrDefault(added.Key, []).Concat(added))
            {
                days[figure.Day] = figure;
            }

            all[added.Key] = [.. days.Values];
        }

        return new(all.ToImmutable());
    }

    /// <summary>Whether the very same figure stands here.</summary>
    public bool Holds(RateFigure figure) =>
        IndexOf(figure.Currency, figure.Day) is var i and >= 0 && _figures[figure.Currency][i] == figure;

    /// <summary>The newest rates on or before a day, both of the same day.</summary>
    /// <returns><see langword="null"/> where there are none.</returns>
    public RatePair? Find(Currency of, Currency @in, DateOnly onOrBefore)
    {
        var day = onOrBefore;
        while (NewestOf(of, day) is { } first && NewestOf(@in, day) is { } second)
        {
            if (first.Day == second.Day)
            {
                return new(first.Day, first.Rate, second.Rate, SourceOf(first, second));
            }

            // The euro has its one on every day, so that it is at the other's in the next round.
            day = first.Day < second.Day ? first.Day : second.Day;
        }

        return null;
    }

    /// <summary>The first day on which two currencies have rates; none of a day before it can be converted.</summary>
    public DateOnly? FirstDay(Currency of, Currency @in)
    {
        if (ReferenceEquals(of, Euro) || ReferenceEquals(@in, Euro))
        {
            var other = ReferenceEquals(of, Euro) ? @in : of;
            return _figures.TryGetValue(other, out var figures) ? figures[0].Day : null;
        }

        return _figures.TryGetValue(of, out var days) && days.FirstOrDefault(figure => IndexOf(@in, figure.Day) >= 0) is { } first ? first.Day : null;
    }

    private static bool IsEuro(RateFigure figure) => ReferenceEquals(figure.Currency, Euro);

    private static string SourceOf(RateFigure first, RateFigure second) =>
        IsEuro(first) ? second.Source : IsEuro(second) || first.Source == second.Source ? first.Source : $"{first.Source}, {second.Source}";

    private RateFigure? NewestOf(Currency currency, DateOnly day)
    {
        if (ReferenceEquals(currency, Euro))
        {
            return new(day, Euro, ExchangeRate.One, string.Empty);
        }

        var i = IndexOf(currency, day);
        i = i >= 0 ? i : ~i - 1;
        return i >= 0 ? _figures[currency][i] : null;
    }

    /// <summary>Where the figure of a day stands; where there is none, the complement of where it would.</summary>
    private int IndexOf(Currency currency, DateOnly day)
    {
        if (!_figures.TryGetValue(currency, out var figures))
        {
            return ~0;
        }

        var (low, high) = (0, figures.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (figures[middle].Day == day)
            {
                return middle;
            }

            (low, high) = figures[middle].Day < day ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
