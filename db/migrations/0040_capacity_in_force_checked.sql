ALTER TABLE "resources" VALIDATE CONSTRAINT "resources_over";
