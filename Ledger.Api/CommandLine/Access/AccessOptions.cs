using System.CommandLine;
using Ledger.Api.CommandLine.Health;
using Ledger.Api.Settings;

namespace Ledger.Api.CommandLine.Access;

/// <summary>Where the ledger is: the address of a service, or settings of stores, under the names that the service knows them by.</summary>
internal static class AccessOptions
{
    private const string Separator = ":";

    private static readonly Option<Uri?> s_url = UrlOption.Create(
        "Where the service is. Without it, the service that answers where ASPNETCORE_URLS or ASPNETCORE_HTTP_PORTS say; where none does, "
        + "the stores that the settings name are opened. Where a setting is given as an option, they are opened at once.");

    private static readonly Option<string>[] s_settings =
    [
        .. LedgerSettings.Names.Select(name => new Option<string>($"--{NameOf(name)}")
        {
            Description = $"In place of the variable {name}.",
            HelpName = "value",
        }),
    ];

    public static void AddTo(Command command, bool withUrl)
    {
        if (withUrl)
        {
            command.Options.Add(s_url);
        }

        foreach (var setting in s_settings)
        {
            command.Options.Add(setting);
        }
    }

    /// <summary>The address that was given.</summary>
    public static Uri? Url(ParseResult parsed) => parsed.GetValue(s_url);

    /// <summary>Where a service is looked for when no address is given.</summary>
    public static Uri UsualUrl() => ListeningUrl.OfEnvironment();

    /// <summary>The settings that were given, as arguments of the host.</summary>
    public static string[] Settings(ParseResult parsed) =>
        [.. s_settings.Where(setting => parsed.GetResult(setting) is not null).SelectMany(setting => new[] { setting.Name, parsed.GetValue(setting)! })];

    /// <summary>
    /// The arguments with <c>--Ledger:Name=value</c> as two: the parser would take the colon for the end of the name.
    /// </summary>
    public static string[] Separate(string[] args)
    {
        // Without a command they are the host's, which reads them as they are.
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            return args;
        }

        return
        [
            .. args.SelectMany(argument =>
                Array.Find(s_settings, setting => argument.StartsWith(setting.Name + "=", StringComparison.OrdinalIgnoreCase)) is { } setting
                    ? [setting.Name, argument[(setting.Name.Length + 1)..]]
                    : new[] { argument }),
        ];
    }

    private static string NameOf(string variable) => variable.Replace("__", Separator, StringComparison.Ordinal);
}
