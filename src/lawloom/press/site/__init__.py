"""The site as files on a disk: written where they changed, claimed, kept, compared, packed."""
