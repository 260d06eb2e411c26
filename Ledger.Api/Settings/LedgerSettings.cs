using System.Globalization;
using Ledger.Api.Matching.Automatic;
using Ledger.Domain.Kernel;
using Ledger.EventStore.EventStoreDb.Settings;
using Ledger.Projections.Postgres;

namespace Ledger.Api.Settings;

/// <summary>The settings of a ledger. Every default is here, so that it runs from any working directory.</summary>
internal sealed record LedgerSettings
{
    private const string Section = "Ledger";
    private const string Embedded = "embedded";

    /// <summary>The names of all settings as environment variables have them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["Ledger__DataDirectory", "Ledger__EventStore", "Ledger__ReadModels", "Ledger__CloseBooksEvery", "Ledger__MaxLagMs", "Ledger__ContinuousAudit",
        "Ledger__SubmissionWorkers", "Ledger__MaxSubmissions", "Ledger__ReportingCurrency", "Ledger__RatesUrl", "Ledger__WithoutRate",
        "Ledger__SimilarTransactions", "Ledger__Matching", "Ledger__MatchingRules"];

    /// <summary>Where the embedded stores keep their files.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Where the events are; <see langword="null"/> for the embedded store.</summary>
    public EventStoreDbSettings? EventStoreDb { get; init; }

    /// <summary>Where the read models are; <see langword="null"/> for the embedded store.</summary>
    public PostgresSettings? Postgres { get; init; }

    /// <summary>Every which event of an account closes its books.</summary>
    public int CloseBooksEvery { get; init; } = 500;

    /// <summary>How many milliseconds a projection may be behind before the service says that it is degraded.</summary>
    public int MaxLagMs { get; init; } = 5000;

    /// <summary>Whether everything that is written is audited at once.</summary>
    public bool ContinuousAudit { get; init; } = true;

    /// <summary>How many workers have submitted transactions decided.</summary>
    public int SubmissionWorkers { get; init; } = 8;

    /// <summary>How many submitted transactions may wait to be decided; one more is answered as overloaded.</summary>
    public int MaxSubmissions { get; init; } = 100_000;

    /// <summary>The currency that transactions of others are converted to.</summary>
    public Currency ReportingCurrency { get; init; } = Currency.Parse("EUR");

    /// <summary>Where rates are fetched from; <see langword="null"/> where those that come with the service are enough.</summary>
    public Uri? RatesUrl { get; init; }

    /// <summary>Whether a transaction that cannot be converted is refused.</summary>
    public bool RefusesWithoutRate { get; init; }

    /// <summary>Whether similar transactions can be found, for which all of them are kept in memory.</summary>
    public bool SimilarTransactions { get; init; } = true;

    /// <summary>What is done with users who are found in transactions without anybody asking.</summary>
    public MatchingMode Matching { get; init; }

    /// <summary>The file of rules for that; <see langword="null"/> for those that are built in.</summary>
    public string? MatchingRules { get; init; }

    /// <exception cref="SettingsException">A setting is unknown or wrong.</exception>
    public static LedgerSettings Read(IConfiguration configuration)
    {
        var settings = new LedgerSettings();
        foreach (var entry in configuration.GetSection(Section).GetChildren())
        {
            settings = entry.Key.ToUpperInvariant() switch
            {
                "DATADIRECTORY" => settings with { DataDirectory = NotEmpty(entry) },
                "EVENTSTORE" => settings with { EventStoreDb = EventStore(entry) },
                "READMODELS" => settings with { Postgres = ReadModels(entry) },
                "CLOSEBOOKSEVERY" => settings with { CloseBooksEvery = Number(entry, 2, 100_000) },
                "MAXLAGMS" => settings with { MaxLagMs = Number(entry, 1, 86_400_000) },
                "SUBMISSIONWORKERS" => settings with { SubmissionWorkers = Number(entry, 1, 1000) },
                "MAXSUBMISSIONS" => settings with { MaxSubmissions = Number(entry, 1, 10_000_000) },
                "REPORTINGCURRENCY" => settings with { ReportingCurrency = CurrencyOf(entry) },
                "RATESURL" => settings with { RatesUrl = Address(entry) },
                "WITHOUTRATE" => settings with { RefusesWithoutRate = PostOrRefuse(entry) },
                "SIMILARTRANSACTIONS" => settings with { SimilarTransactions = OnOrOff(entry) },
                "MATCHING" => settings with { Matching = ModeOf(entry) },
                "MATCHINGRULES" => settings with { MatchingRules = NotEmpty(entry) },
                "CONTINUOUSAUDIT" => settings with { ContinuousAudit = YesOrNo(entry) },
                _ => throw new SettingsException(
                    $"{NameOf(entry)} is not a setting of the ledger. It knows {string.Join(", ", Names)}."),
            };
        }

        return settings;
    }

    private static string NotEmpty(IConfigurationSection entry) =>
        string.IsNullOrWhiteSpace(entry.Value) ? throw new SettingsException($"{NameOf(entry)} is empty.") : entry.Value;

    /// <summary>What is wrong with it is said without showing it: there may be a password in it.</summary>
    private static EventStoreDbSettings? EventStore(IConfigurationSection entry)
    {
        if (entry.Value == Embedded)
        {
            return null;
        }

        if (entry.Value is not { } text || !ConnectionString.IsMeant(text))
        {
            throw new SettingsException(
                $"{NameOf(entry)} must be '{Embedded}' or a connection string of EventStoreDB, such as esdb://127.0.0.1:2113?tls=false.");
        }

        try
        {
            return ConnectionString.Parse(text);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{NameOf(entry)} is not a connection string that can be used. {e.Message}");
        }
    }

    /// <inheritdoc cref="EventStore"/>
    private static PostgresSettings? ReadModels(IConfigurationSection entry)
    {
        try
        {
            return entry.Value == Embedded ? null : PostgresSettings.Parse(entry.Value ?? string.Empty);
        }
        catch (FormatException e)
        {
            throw new SettingsException(
                $"{NameOf(entry)} must be '{Embedded}' or a connection string of PostgreSQL, such as Host=127.0.0.1;Username=ledger;Database=ledger. {e.Message}");
        }
    }

    private static int Number(IConfigurationSection entry, int min, int max) =>
        int.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingsException($"{NameOf(entry)} must be a whole number from {min} to {max}.");

    private static Currency CurrencyOf(IConfigurationSection entry) => Currency.TryParse(entry.Value, out var currency)
        ? currency
        : throw new SettingsException($"{NameOf(entry)} must be the code of an active currency, such as EUR.");

    private static Uri Address(IConfigurationSection entry) =>
        Uri.TryCreate(entry.Value, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            ? url
            : throw new SettingsException(
                $"{NameOf(entry)} must be an address with http or https, such as https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml.");

    private static bool PostOrRefuse(IConfigurationSection entry) => entry.Value switch
    {
        "post" => false,
        "refuse" => true,
        _ => throw new SettingsException($"{NameOf(entry)} must be post or refuse."),
    };

    private static bool OnOrOff(IConfigurationSection entry) => entry.Value switch
    {
        "on" => true,
        "off" => false,
        _ => throw new SettingsException($"{NameOf(entry)} must be on or off."),
    };

    private static MatchingMode ModeOf(IConfigurationSection entry) => entry.Value switch
    {
        "off" => MatchingMode.Off,
        "propose" => MatchingMode.Propose,
        "record" => MatchingMode.Record,
        _ => throw new SettingsException($"{NameOf(entry)} must be off, propose or record."),
    };

    private static bool YesOrNo(IConfigurationSection entry) =>
        bool.TryParse(entry.Value, out var yes) ? yes : throw new SettingsException($"{NameOf(entry)} must be true or false.");

    private static string NameOf(IConfigurationSection entry) => $"{Section}__{entry.Key}";
}
