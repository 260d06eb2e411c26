using Ledger.Api.Matching.Matches;
using Ledger.Api.Users;
using Ledger.Domain.Users;
using Ledger.Projections.Matches;
using Ledger.Projections.Matching;
using Ledger.Projections.Users;

namespace Ledger.Api.Hosting;

/// <summary>The users, and what is asked of them.</summary>
internal static partial class UserServices
{
    public static void AddUsers(this IServiceCollection services)
    {
        services.AddMailboxes(User.Decider);
        services.AddSingleton<UserOrders>();
        services.AddSingleton<UserQueries>();
        services.AddSingleton<UserIndex>();
        services.AddSingleton<MatchQueries>();
        services.AddSingleton<MatchOrders>();
    }

    /// <summary>Says at the start what names cannot be found on this system.</summary>
    public static void SayWhetherThereIsIcu(this WebApplication app)
    {
        if (!UserMatcher.HasIcu)
        {
            LogNoIcu(app.Logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This system has no ICU library (libicu): names in Chinese and other scripts without an alphabet are found in their own script only")]
    private static partial void LogNoIcu(ILogger log);
}
