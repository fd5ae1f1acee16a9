using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Plans;

namespace TitleReview.App.Storage.Mappings;

internal sealed class MeetingMappings : IEntityTypeConfiguration<Meeting>, IEntityTypeConfiguration<Seat>, IEntityTypeConfiguration<Presence>, IEntityTypeConfiguration<MeetingCase>,
    IEntityTypeConfiguration<Recusal>, IEntityTypeConfiguration<ObserverSeat>, IEntityTypeConfiguration<Incident>
{
    public void Configure(EntityTypeBuilder<Meeting> builder)
    {
        builder.ToTable("meetings", t =>
        {
            t.HasCheckConstraint("ck_meetings_code", "(state = 'InSession') = (room_code is not null)");
            t.HasCheckConstraint("ck_meetings_ended", "(state in ('Closed', 'Cancelled')) = (ended_at is not null) and (state in ('InSession', 'Closed')) = (opened_at is not null)");
        });
        builder.HasKey(m => new { m.TenantId, m.Id });
        builder.Ignore(m => m.Facts);
        builder.Ignore(m => m.IsLive);
        builder.Property(m => m.Groups).IsJson();
        builder.Property(m => m.Version).IsRowVersion();
        builder.HasIndex(m => new { m.TenantId, m.CommitteeId });
        builder.HasIndex(m => new { m.TenantId, m.OfficeId, m.StartsAt });
        builder.HasOne<Committee>().WithMany().HasForeignKey(m => new { m.TenantId, m.CommitteeId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Plan>().WithMany().HasForeignKey(m => new { m.TenantId, m.PlanId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Draw>().WithMany().HasForeignKey(m => new { m.TenantId, m.DrawId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Seat> builder)
    {
        builder.ToTable("meeting_seats", t => t.HasCheckConstraint("ck_meeting_seats_pledge", "(pledged_at is null) = (pledge_digest is null)"));
        builder.HasKey(s => new { s.TenantId, s.MeetingId, s.ExpertId });
        builder.Ignore(s => s.Presides);
        builder.Property(s => s.Version).IsRowVersion();
        builder.HasIndex(s => new { s.TenantId, s.ExpertId });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(s => new { s.TenantId, s.MeetingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Expert>().WithMany().HasForeignKey(s => new { s.TenantId, s.ExpertId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Presence> builder)
    {
        builder.ToTable("presences", t => t.HasCheckConstraint("ck_presences_span", """("to" is null) = (out_by is null) and ("to" is null or "to" >= "from")"""));
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Ignore(p => p.IsHere);
        builder.Property(p => p.Version).IsRowVersion();
        builder.HasIndex(p => new { p.TenantId, p.MeetingId, p.ExpertId }).IsUnique().HasFilter(""" "to" is null """.Trim()).HasDatabaseName("ux_presences_here");
        builder.HasOne<Seat>().WithMany().HasForeignKey(p => new { p.TenantId, p.MeetingId, p.ExpertId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<MeetingCase> builder)
    {
        builder.ToTable("meeting_cases", t => t.HasCheckConstraint("ck_meeting_cases_withdrawn", "(withdrawn_reason is null) = (withdrawn_by is null) and (withdrawn_reason is null or not is_live)"));
        builder.HasKey(c => new { c.TenantId, c.MeetingId, c.FilingId });
        builder.Ignore(c => c.IsWithdrawn);
        builder.Property(c => c.Version).IsRowVersion();
        builder.HasIndex(c => new { c.TenantId, c.FilingId }).IsUnique().HasFilter("is_live").HasDatabaseName("ux_meeting_cases_live");
        builder.HasOne<Meeting>().WithMany().HasForeignKey(c => new { c.TenantId, c.MeetingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Filing>().WithMany().HasForeignKey(c => new { c.TenantId, c.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Recusal> builder)
    {
        builder.ToTable("recusals");
        builder.HasKey(r => new { r.TenantId, r.MeetingId, r.FilingId, r.ExpertId });
        builder.HasOne<Seat>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId, r.ExpertId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<MeetingCase>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId, r.FilingId }).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ObserverSeat> builder)
    {
        builder.ToTable("observer_seats");
        builder.Ignore(o => o.Arrival);
        builder.HasKey(o => new { o.TenantId, o.MeetingId, o.UserId });
        builder.HasIndex(o => new { o.TenantId, o.UserId });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(o => new { o.TenantId, o.MeetingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Incident> builder)
    {
        builder.ToTable("incidents", t => t.HasCheckConstraint("ck_incidents_answer", "(answer is null) = (answered_at is null)"));
        builder.HasKey(i => new { i.TenantId, i.Id });
        builder.Ignore(i => i.Pauses);
        builder.Property(i => i.Version).IsRowVersion();
        builder.HasIndex(i => new { i.TenantId, i.MeetingId });
        builder.HasOne<Meeting>().WithMany().HasForeignKey(i => new { i.TenantId, i.MeetingId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class BallotMappings : IEntityTypeConfiguration<BallotRound>, IEntityTypeConfiguration<BallotCase>, IEntityTypeConfiguration<SealedVote>
{
    public void Configure(EntityTypeBuilder<BallotRound> builder)
    {
        // Half of the key is here only while the votes are sealed.
        builder.ToTable("ballot_rounds", t =>
        {
            t.HasCheckConstraint("ck_ballot_rounds_key", "(state = 'Open' and kind = 'Sealed') = (length(share_in_database) > 0)");
            t.HasCheckConstraint("ck_ballot_rounds_closed", "(state in ('Closed', 'Annulled')) = (closed_at is not null) and (state = 'Annulled') = (annul_reason is not null)");
            t.HasCheckConstraint("ck_ballot_rounds_paper", "kind = 'Paper' or (state <> 'Entered' and teller is null)");
            t.HasCheckConstraint("ck_ballot_rounds_entered", "(teller is null) = (entered_by_id is null) and (state <> 'Entered' or entered_by_id is not null)");
        });
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Ignore(r => r.IsUnderWay);
        builder.Ignore(r => r.RecordDigest);
        builder.Ignore(r => r.IsSealed);
        builder.Ignore(r => r.Voters);
        builder.Ignore(r => r.Fault);
        builder.Property(r => r.Voting).IsJson();
        builder.Property(r => r.Voted).IsJson();
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.TenantId, r.MeetingId, r.No }).IsUnique().HasDatabaseName("ux_ballot_rounds_no");
        builder.HasOne<Meeting>().WithMany().HasForeignKey(r => new { r.TenantId, r.MeetingId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Cases).WithOne().HasForeignKey(c => new { c.TenantId, c.RoundId }).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(r => r.Cases).AutoInclude();
    }

    public void Configure(EntityTypeBuilder<BallotCase> builder)
    {
        builder.ToTable("ballot_cases", t => t.HasCheckConstraint("ck_ballot_cases_counts",
            "(in_favour is null) = (passed is null) and (in_favour is null) = (against is null) and (in_favour is null) = (abstained is null) and coalesce(in_favour + against + abstained, 0) <= attending and coalesce(least(in_favour, against, abstained), 0) >= 0 and attending + recused <= members"));
        builder.HasKey(c => new { c.TenantId, c.RoundId, c.FilingId });
        builder.Ignore(c => c.Roll);
        builder.Ignore(c => c.Tally);
        builder.Property(c => c.Voters).IsJson();
        builder.HasIndex(c => new { c.TenantId, c.FilingId });
        builder.HasOne<Filing>().WithMany().HasForeignKey(c => new { c.TenantId, c.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SealedVote> builder)
    {
        builder.ToTable("sealed_votes", t => t.HasCheckConstraint("ck_sealed_votes_size", $"length(envelope) = {SealedBallot.Size}"));
        builder.HasKey(v => new { v.TenantId, v.RoundId, v.FilingId, v.VoterId });
        builder.Ignore(v => v.Place);
        builder.HasOne<BallotCase>().WithMany().HasForeignKey(v => new { v.TenantId, v.RoundId, v.FilingId }).OnDelete(DeleteBehavior.Restrict);
    }
}
