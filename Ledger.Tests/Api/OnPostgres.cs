using Ledger.Tests.Api.Analytics;
using Ledger.Tests.Api.Audit;
using Ledger.Tests.Api.BadInput;
using Ledger.Tests.Api.Crash;
using Ledger.Tests.Api.Matches;
using Ledger.Tests.Api.Matching;
using Ledger.Tests.Api.Money;
using Ledger.Tests.Api.Users;
using Ledger.Tests.Support.Service;

namespace Ledger.Tests.Api.OnPostgres;

public sealed class AccountsRouteTests(PostgresLedgerService service) : AccountsRouteSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class BalanceRouteTests(PostgresLedgerService service) : BalanceRouteSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class EventFeedTests(PostgresLedgerService service) : EventFeedSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class ExportTests(PostgresLedgerService service) : ExportSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class BatchesTests(PostgresLedgerService service) : BatchesSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class HoldsTests(PostgresLedgerService service) : HoldsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class ConversionsTests(PostgresLedgerService service) : ConversionsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;
public sealed class KeyedMoneyTests(PostgresLedgerService service) : KeyedMoneySuite(service), IClassFixture<PostgresLedgerService>;

public sealed class ReversalsTests(PostgresLedgerService service) : ReversalsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class StandingTests(PostgresLedgerService service) : StandingSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class StatementsTests(PostgresLedgerService service) : StatementsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class SubmissionsTests(PostgresLedgerService service) : SubmissionsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class TransfersTests(PostgresLedgerService service) : TransfersSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class SimilarTests(PostgresLedgerService service) : SimilarSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class UsersTests(PostgresLedgerService service) : UsersSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class MatchesTests(PostgresLedgerService service) : MatchesSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class AnalyticsRouteTests(PostgresLedgerService service) : AnalyticsRouteSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class FreshnessTests(PostgresLedgerService service) : FreshnessSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class HistoryRouteTests(PostgresLedgerService service) : HistoryRouteSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class IdempotencyTests(PostgresLedgerService service) : IdempotencySuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class ListsTests(PostgresLedgerService service) : ListsSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class MendedFaultTests(PostgresLedgerService service) : MendedFaultSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class RoutingTests(PostgresLedgerService service) : RoutingSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class TransactionsRouteTests(PostgresLedgerService service) : TransactionsRouteSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class RebuildTests(PostgresLedgerService service) : RebuildSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class BadInputTests(PostgresLedgerService service) : BadInputSuite(service.OrSkip()), IClassFixture<PostgresLedgerService>;

public sealed class RestartTests : RestartSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class StartingPositionTests : StartingPositionSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class CrashTests : CrashSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class MetricsTests : MetricsSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class RuntimeTests : RuntimeSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class VerificationsTests : VerificationsSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class FeedEndTests : FeedEndSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class ArchiveCommandsTests : ArchiveCommandsSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class LateRatesTests : LateRatesSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class WithoutRateTests : WithoutRateSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class HeldUpReadModelTests : HeldUpReadModelSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class LagLimitTests : LagLimitSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class RebuildKillTests : RebuildKillSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class KeyedRestartTests : KeyedRestartSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class MoneyCrashTests : MoneyCrashSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class AutomaticMatchingTests : AutomaticMatchingSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class AutomaticMatchingCrashTests : AutomaticMatchingCrashSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}

public sealed class BacktestsTests : BacktestsSuite
{
    protected override LedgerStores Stores { get; } = new PostgresStores();
}
