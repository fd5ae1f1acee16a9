using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TitleReview.App.Ballots;
using TitleReview.App.Clockwork;
using TitleReview.App.Demo;
using TitleReview.App.Filings;
using TitleReview.App.Messages;
using TitleReview.App.Presenting;
using TitleReview.App.Seeding;
using TitleReview.App.SignIn;
using TitleReview.App.Storage;
using TitleReview.App.Storage.Files;
using TitleReview.Documents.Work;

namespace TitleReview.App;

/// <summary>What Program.cs has to know to put the app together.</summary>
/// <param name="DataFolder">Files and keys; shared by all nodes.</param>
/// <param name="WorkerFolder">The Node program that draws and typesets.</param>
/// <param name="PublicAddress">The address printed into QR codes.</param>
/// <param name="Outgoing">Mail and text messages; null for mail as files in the data folder.</param>
/// <param name="People">Limits of imports and invitations; null for the shipped ones.</param>
/// <param name="S3">Where uploaded files go in place of the data folder; null for the folder. The key stays in the data folder.</param>
public sealed record AppSettings(Database Database, string DataFolder, string WorkerFolder, string PublicAddress, S3Settings? S3 = null, OutgoingSettings? Outgoing = null, PeopleSettings? People = null);

public static class AppServices
{
    public static IServiceCollection AddTitleReview(this IServiceCollection services, AppSettings settings, AppClock clock)
    {
        var options = new DbContextOptionsBuilder<TitleReviewDb>().UseNpgsql(settings.Database.AppConnection).Options;
        // Made by a factory, so that the container disposes of it: the embedded server stops with the app.
        services.AddSingleton(_ => settings.Database);
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(options);
        var vault = Vault.FromFile(Path.Combine(settings.DataFolder, "keys", "vault.key"));
        services.AddSingleton(vault);
        services.AddSingleton(new BallotKeys(Path.Combine(settings.DataFolder, "ballots")));
        services.AddSingleton<IBlobs>(_ => settings.S3 is { } s3 ? new S3Blobs(s3) : new FolderBlobs(Path.Combine(settings.DataFolder, "files")));
        services.AddSingleton<IFileStore>(sp => new FileStore(sp.GetRequiredService<IBlobs>(), vault.FileCipher()));
        var worker = new DocumentWorkerOptions { Folder = settings.WorkerFolder };
        services.AddSingleton(sp => new DocumentWorker(worker with { OnDeath = words => sp.GetRequiredService<ILogger<DocumentWorker>>().LogWarning("A document worker died at its work: {Words}", words) }));
        services.AddSingleton(_ => new PdfWorker(worker));
        services.AddSingleton<IntakePlaces>();
        services.AddSingleton<AdmittedUploads>();
        services.AddSingleton(new PublicAddress(settings.PublicAddress));

        // Sign-in knows no tenant yet: its own context, without one.
        services.AddScoped(_ => new TitleReviewDb(options, default));
        services.AddScoped(sp => new TenantSessions(options, sp.GetRequiredService<ICurrentUser>(), clock));
        services.AddScoped<Accounts>();
        services.AddSingleton(settings.People ?? new PeopleSettings());
        services.AddSingleton<AccountLinks>();
        services.AddSingleton<Invitations>();
        services.AddUseCases();
        services.AddScoped<MaterialIntake>();
        services.AddScoped<ScanPages>();
        services.AddScoped<DemoScans>();
        services.AddScoped<DemoPortal>();
        services.AddScoped<DemoData>();
        services.AddScoped<Seeder>();
        services.AddScoped<Verification>();
        services.AddScoped(sp => new Readiness(sp.GetRequiredService<TitleReviewDb>(), sp.GetRequiredService<IFileStore>()));
        services.AddScoped<StillSignedIn>();
        services.AddScoped(sp => new WrongPasswords(sp.GetRequiredService<TitleReviewDb>()));
        services.AddScoped(sp => new WhoIs(sp.GetRequiredService<TitleReviewDb>(), sp.GetRequiredService<TenantSessions>()));
        var outgoing = settings.Outgoing ?? new OutgoingSettings(null, Path.Combine(settings.DataFolder, "mail"), null, "no-reply@localhost", settings.PublicAddress, OutgoingSettings.GrowingPauses);
        services.AddSingleton(outgoing);
        services.AddSingleton<IMailSender>(outgoing.Smtp is { } smtp ? new SmtpMailSender(smtp, outgoing) : new FolderMailSender(outgoing));
        if (outgoing.SmsDirectory is { } texts) services.AddSingleton<ISmsSender>(new FolderSmsSender(texts));
        services.AddHostedService<LeftHalves>();
        services.AddHostedService<DatabaseWatch>();
        services.AddClockwork(settings.Database);
        services.AddHostedService<MaskFinder>();

        services.AddDataProtection().SetApplicationName("TitleReview");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(new ConfigureOptions<KeyManagementOptions>(o => o.XmlRepository = new ProtectionKeyRing(options)));
        return services;
    }

    /// <summary>Identity's stores and hardened defaults (security.md §1.7, §4); the cookie itself is the web's affair.</summary>
    public static IdentityBuilder AddTitleReviewIdentity(this IdentityBuilder identity)
    {
        identity.Services.Configure<IdentityOptions>(o =>
        {
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            o.User.RequireUniqueEmail = false;
            o.User.AllowedUserNameCharacters = "";
        });
        identity.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 220_000);
        identity.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromSeconds(30));
        return identity.AddEntityFrameworkStores<TitleReviewDb>();
    }

    /// <summary>The ring that protects cookies and forms, in the database so that every node reads the same.</summary>
    private sealed class ProtectionKeyRing(DbContextOptions<TitleReviewDb> options) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = new TitleReviewDb(options, default);
            return [.. db.ProtectionKeys.AsNoTracking().Select(k => k.Xml).ToList().Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var db = new TitleReviewDb(options, default);
            db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            db.SaveChanges();
        }
    }
}
